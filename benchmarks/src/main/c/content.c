/* What blobs and messages contain: noise that their index determines, and the index itself in front. */
#include "hload.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INDEX_LENGTH = 16 };

char *pattern;

void make_pattern(void) {
    uint64_t x = 88172645463325252u;
    pattern = malloc(2 * PATTERN_LENGTH);
    for (size_t i = 0; i < PATTERN_LENGTH; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        pattern[i] = (char)(x >> 24);
    }
    memcpy(pattern + PATTERN_LENGTH, pattern, PATTERN_LENGTH);
}

static void put_index(char *target, size_t length, long index) {
    char text[32];
    snprintf(text, sizeof text, "%016ld", index);
    memcpy(target, text, length < INDEX_LENGTH ? length : INDEX_LENGTH);
}

void fill_body(char *target, size_t length, long index) {
    memcpy(target, pattern + (uint64_t)index * 1021 % PATTERN_LENGTH, length);
    put_index(target, length, index);
}

/* Letters that Base64 and XML leave alone. */
void fill_text(char *target, size_t length, long index) {
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < length; i++) {
        target[i] = letters[(index * 7 + i * 13) & 63];
    }
    put_index(target, length, index);
}
