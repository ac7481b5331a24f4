/* Blobs of many MiB, sent and received as streams: in one request, or in blocks and a list of them. */
#include "hload.h"

#include <stdio.h>
#include <stdlib.h>

enum { ID_ROOM = 24 };

static void stream_done(struct connection *c) {
    count_latency(c->since);
    if (succeeded(c)) {
        stats.ok++;
        stats.wrong += c->differs;
    } else {
        stats.errors++;
    }
    next_request(c);
}

static bool next_upload(struct connection *c) {
    if (stats.issued >= options.count) {
        return false;
    }
    stats.issued++;
    issue(c, (struct request){
                 .method = "PUT",
                 .path = options.path,
                 .headers = "x-ms-blob-type: BlockBlob\r\nContent-Type: application/octet-stream\r\n",
                 .length = options.size,
             });
    return true;
}

static bool next_download(struct connection *c) {
    if (stats.issued >= options.count) {
        return false;
    }
    stats.issued++;
    c->compare = options.verify;
    issue(c, (struct request){.method = "GET", .path = options.path, .headers = "", .length = -1});
    return true;
}

/* Three digits and a letter at a time are three bytes, which are four letters of Base64 without padding. */
static void block_id(char *id, long block) {
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char text[ID_ROOM];
    snprintf(text, sizeof text, "block-%06ld", block);
    for (int i = 0; i < 12; i += 3) {
        unsigned bits = (unsigned char)text[i] << 16 | (unsigned char)text[i + 1] << 8 | (unsigned char)text[i + 2];
        for (int shift = 18; shift >= 0; shift -= 6) {
            *id++ = letters[bits >> shift & 63];
        }
    }
    *id = 0;
}

static bool next_block(struct connection *c) {
    char path[1024], id[ID_ROOM];
    if (stats.issued >= options.count) {
        return false;
    }
    long block = stats.issued++;
    block_id(id, block);
    snprintf(path, sizeof path, "%s?comp=block&blockid=%s", options.path, id);
    issue(c, (struct request){
                 .method = "PUT",
                 .path = path,
                 .headers = "",
                 .length = options.size,
                 .pattern_offset = (size_t)block * options.size,
             });
    return true;
}

static bool next_commit(struct connection *c) {
    char path[1024], id[ID_ROOM];
    if (stats.issued) {
        return false;
    }
    stats.issued++;
    char *list = malloc(options.count * 64 + 128);
    int n = sprintf(list, "<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>");
    for (long block = 0; block < options.count; block++) {
        block_id(id, block);
        n += sprintf(list + n, "<Latest>%s</Latest>", id);
    }
    n += sprintf(list + n, "</BlockList>");
    snprintf(path, sizeof path, "%s?comp=blocklist", options.path);
    issue(c, (struct request){
                 .method = "PUT",
                 .path = path,
                 .headers = "Content-Type: application/xml\r\n",
                 .body = list,
                 .length = n,
             });
    free(list);
    return true;
}

const struct mode upload_mode = {.name = "upload", .next = next_upload, .done = stream_done};
const struct mode download_mode = {.name = "download", .next = next_download, .done = stream_done};
const struct mode stage_mode = {.name = "stage", .next = next_block, .done = stream_done};
const struct mode commit_mode = {.name = "commit", .one_client = true, .next = next_commit, .done = stream_done};
