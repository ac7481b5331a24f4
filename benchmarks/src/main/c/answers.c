/* Answers, piece by piece as they arrive, and what is looked for in them. */
#define _GNU_SOURCE
#include "hload.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void compare_with_pattern(struct connection *c, const char *bytes, size_t count) {
    for (size_t done = 0, part; done < count; done += part) {
        part = count - done < PATTERN_LENGTH ? count - done : PATTERN_LENGTH;
        c->differs = c->differs || memcmp(pattern + (c->body_total + done) % PATTERN_LENGTH, bytes + done, part);
    }
}

static void take_body(struct connection *c, const char *bytes, size_t count) {
    stats.bytes_in += count;
    if (c->keep_body || !succeeded(c)) {
        append(&c->body, &c->body_length, &c->body_room, bytes, count);
    }
    if (c->compare && succeeded(c)) {
        compare_with_pattern(c, bytes, count);
    }
    c->body_total += count;
}

static bool header_contains(const char *line, const char *text) {
    const char *end = strstr(line, "\r\n");
    return memmem(line, end - line, text, strlen(text)) != NULL;
}

/* Says how the body will come; true when there is none. */
static bool take_head(struct connection *c, const char *end) {
    bool chunked = false;
    c->status = atoi(c->head_text + 9);
    c->remaining = -1;
    c->close_after = false;
    for (char *line = strstr(c->head_text, "\r\n"); line && line < end; line = strstr(line, "\r\n")) {
        line += 2;
        if (!strncasecmp(line, "content-length:", 15)) {
            c->remaining = atoll(line + 15);
        } else if (!strncasecmp(line, "transfer-encoding:", 18)) {
            chunked = header_contains(line, "chunked");
        } else if (!strncasecmp(line, "connection:", 11)) {
            c->close_after = header_contains(line, "close");
        }
    }
    c->size_length = 0;
    c->phase = chunked ? CHUNK_SIZE : c->remaining >= 0 ? LENGTH : UNTIL_CLOSE;
    return c->head || c->status == 204 || c->status == 304 || c->remaining == 0;
}

/* Returns how many of the bytes belong to the head. */
static size_t feed_head(struct connection *c, const char *bytes, size_t count) {
    size_t before = c->head_length, from = before > 3 ? before - 3 : 0;
    append(&c->head_text, &c->head_length, &c->head_room, bytes, count);
    char *end = memmem(c->head_text + from, c->head_length - from, "\r\n\r\n", 4);
    if (!end) {
        return count;
    }
    size_t length = end + 4 - c->head_text;
    stats.bytes_in += length;
    bool complete_already = take_head(c, end);
    if (c->status / 100 == 1) {
        c->head_length = 0;
        c->phase = HEADERS;
    } else if (complete_already) {
        complete(c);
    }
    return length - before;
}

/* One character of the lines that frame chunks. */
static void feed_frame(struct connection *c, char letter) {
    if (letter != '\n') {
        if (letter != '\r' && c->size_length < (int)sizeof c->size_line - 1) {
            c->size_line[c->size_length++] = letter;
        }
        return;
    }
    bool empty = c->size_length == 0;
    c->size_line[c->size_length] = 0;
    c->size_length = 0;
    if (c->phase == CHUNK_END) {
        c->phase = CHUNK_SIZE;
    } else if (c->phase == CHUNK_SIZE) {
        c->remaining = strtoll(c->size_line, NULL, 16);
        c->phase = c->remaining ? CHUNK : TRAILERS;
    } else if (empty) {
        complete(c);
    }
}

static size_t feed_body(struct connection *c, const char *bytes, size_t count) {
    size_t part = c->phase == UNTIL_CLOSE || count < (size_t)c->remaining ? count : (size_t)c->remaining;
    take_body(c, bytes, part);
    if (c->phase == UNTIL_CLOSE || (c->remaining -= part)) {
        return part;
    }
    if (c->phase == CHUNK) {
        c->phase = CHUNK_END;
    } else {
        complete(c);
    }
    return part;
}

void feed(struct connection *c, const char *bytes, size_t count) {
    size_t used = 0;
    c->answered = true;
    for (; count && c->busy; bytes += used, count -= used) {
        switch (c->phase) {
        case HEADERS:
            used = feed_head(c, bytes, count);
            break;
        case LENGTH:
        case CHUNK:
        case UNTIL_CLOSE:
            used = feed_body(c, bytes, count);
            break;
        case CHUNK_SIZE:
        case CHUNK_END:
        case TRAILERS:
            feed_frame(c, *bytes);
            used = 1;
            break;
        }
    }
}

const char *element(const struct connection *c, const char *from, const char *name, char *text, size_t room) {
    char tag[64];
    const char *end = c->body + c->body_length;
    int length = snprintf(tag, sizeof tag, "<%s>", name);
    const char *start = from ? memmem(from, end - from, tag, length) : NULL;
    const char *stop = start ? memchr(start + length, '<', end - start - length) : NULL;
    if (!stop) {
        return NULL;
    }
    start += length;
    size_t count = (size_t)(stop - start) < room ? (size_t)(stop - start) : room - 1;
    memcpy(text, start, count);
    text[count] = 0;
    return stop;
}

void percent_encode(char *target, const char *text) {
    for (; *text; text++) {
        bool plain = isalnum((unsigned char)*text) || strchr("-_.~", *text);
        target += plain ? sprintf(target, "%c", *text) : sprintf(target, "%%%02X", (unsigned char)*text);
    }
    *target = 0;
}
