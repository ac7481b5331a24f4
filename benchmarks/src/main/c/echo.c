/* Documents that come back as they were sent. */
#include "hload.h"

#include <string.h>

static const char document[] =
    "{\"id\":1042,\"customer\":\"Ada Lovelace\",\"items\":[{\"fruit\":\"apple\",\"count\":5,\"price\":0.4},"
    "{\"fruit\":\"pear\",\"count\":2,\"price\":0.75}],\"express\":true,\"note\":\"Please ring twice.\"}";

static bool next_document(struct connection *c) {
    if (stats.issued >= options.count) {
        return false;
    }
    stats.issued++;
    c->keep_body = true;
    issue(c, (struct request){
                 .method = "POST",
                 .path = options.path,
                 .headers = "Content-Type: application/json\r\n",
                 .body = document,
                 .length = sizeof document - 1,
             });
    return true;
}

static void document_done(struct connection *c) {
    count_latency(c->since);
    if (!succeeded(c)) {
        stats.errors++;
    } else {
        stats.ok++;
        if (c->body_length != sizeof document - 1 || memcmp(document, c->body, sizeof document - 1)) {
            stats.wrong++;
        }
    }
    next_request(c);
}

const struct mode echo_mode = {.name = "echo", .next = next_document, .done = document_done};
