/* Small blobs, one request each; lists of them. */
#define _GNU_SOURCE
#include "hload.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *body;

/* ---- one request per blob ---- */

static void blob_path(char *path, size_t room, long index) {
    if (options.folders) {
        snprintf(path, room, "%sd%03ld/b%08ld", options.path, index % options.folders, index);
    } else {
        snprintf(path, room, "%sb%08ld", options.path, index);
    }
}

static bool next_blob(struct connection *c) {
    char path[1024];
    bool put = !strcmp(options.method, "PUT");
    if (stats.issued >= options.count) {
        return false;
    }
    long turn = stats.issued++;
    c->index = options.first + (options.wrap ? turn % options.wrap : turn);
    c->keep_body = options.verify;
    blob_path(path, sizeof path, c->index);
    if (!body) {
        body = malloc(options.size);
    }
    if (put) {
        fill_body(body, options.size, c->index);
    }
    issue(c, (struct request){
                 .method = options.method,
                 .path = path,
                 .headers = put ? "x-ms-blob-type: BlockBlob\r\nContent-Type: application/octet-stream\r\n" : "",
                 .body = body,
                 .length = put ? options.size : -1,
             });
    return true;
}

static bool is_as_written(struct connection *c) {
    fill_body(body, options.size, c->index);
    return c->body_length == (size_t)options.size && !memcmp(body, c->body, options.size);
}

static void blob_done(struct connection *c) {
    count_latency(c->since);
    bool missed = !succeeded(c);
    if (missed) {
        stats.errors++;
    } else {
        stats.ok++;
        if (options.ack_log) {
            remember(c->index);
        }
        if (options.verify && !is_as_written(c)) {
            stats.wrong++;
            missed = true;
        }
        if (options.kill_after_acks >= 0 && stats.ok >= options.kill_after_acks) {
            kill_server();
        }
    }
    if (missed && options.miss_log) {
        remember(c->index);
    }
    next_request(c);
}

const struct mode blobs_mode = {.name = "blobs", .next = next_blob, .done = blob_done};

/* ---- lists, page after page ---- */

static char marker[4096];

static long occurrences(const struct connection *c, const char *text) {
    long found = 0;
    const char *end = c->body + c->body_length;
    for (const char *s = c->body; (s = memmem(s, end - s, text, strlen(text))); s += strlen(text)) {
        found++;
    }
    return found;
}

static bool next_page(struct connection *c) {
    char path[20000], encoded[3 * sizeof marker];
    int n = snprintf(path, sizeof path, "%s?restype=container&comp=list&maxresults=%d", options.path, options.page);
    if (options.delimiter) {
        percent_encode(encoded, options.delimiter);
        n += snprintf(path + n, sizeof path - n, "&delimiter=%s", encoded);
    }
    if (marker[0]) {
        percent_encode(encoded, marker);
        snprintf(path + n, sizeof path - n, "&marker=%s", encoded);
    }
    c->keep_body = true;
    issue(c, (struct request){.method = "GET", .path = path, .headers = "", .length = -1});
    return true;
}

/* Markers are opaque, but XML escapes what they are made of. */
static void unescape(char *text) {
    static const char *const escaped[] = {"&amp;", "&lt;", "&gt;", "&quot;"};
    static const char plain[] = "&<>\"";
    char *target = text;
    while (*text) {
        size_t i = 0;
        while (i < 4 && strncmp(text, escaped[i], strlen(escaped[i]))) {
            i++;
        }
        *target++ = i < 4 ? plain[i] : *text;
        text += i < 4 ? strlen(escaped[i]) : 1;
    }
    *target = 0;
}

static void page_done(struct connection *c) {
    count_latency(c->since);
    if (!succeeded(c)) {
        stats.errors++;
        finish(c);
        return;
    }
    stats.ok++;
    stats.pages++;
    stats.items += occurrences(c, "<Blob>");
    stats.prefixes += occurrences(c, "<BlobPrefix>");
    marker[0] = 0;
    element(c, c->body, "NextMarker", marker, sizeof marker);
    unescape(marker);
    if (marker[0] && stats.pages < options.count) {
        next_request(c);
    } else {
        finish(c);
    }
}

const struct mode list_mode = {.name = "list", .one_client = true, .next = next_page, .done = page_done};
