/* Queues: put; get many and delete each; put, get and delete one; read all. */
#define _GNU_SOURCE
#include "hload.h"

#include <stdio.h>
#include <stdlib.h>

enum { TEXT_AT_MOST = 64 << 10, MOST_ERRORS = 20, MOST_EMPTY_GETS = 100000 };

static long empty_gets;

/* ---- the three requests ---- */

static void put_message(struct connection *c) {
    static char xml[TEXT_AT_MOST + 128];
    char path[512];
    if (options.size > TEXT_AT_MOST) {
        die("a message has at most %d bytes", TEXT_AT_MOST);
    }
    int n = sprintf(xml, "<QueueMessage><MessageText>");
    fill_text(xml + n, options.size, c->index);
    n += options.size;
    n += sprintf(xml + n, "</MessageText></QueueMessage>");
    snprintf(path, sizeof path, "%s/messages%s%s", options.path, options.visibility ? "?visibilitytimeout=" : "",
             options.visibility ? options.visibility : "");
    issue(c, (struct request){
                 .method = "POST",
                 .path = path,
                 .headers = "Content-Type: application/xml\r\n",
                 .body = xml,
                 .length = n,
             });
}

static void get_messages(struct connection *c, int count) {
    char path[512];
    snprintf(path, sizeof path, "%s/messages?numofmessages=%d%s%s", options.path, count,
             options.visibility ? "&visibilitytimeout=" : "", options.visibility ? options.visibility : "");
    c->keep_body = true;
    issue(c, (struct request){.method = "GET", .path = path, .headers = "", .length = -1});
}

static void delete_message(struct connection *c) {
    char path[1400], receipt[3 * sizeof c->messages[0].receipt];
    struct message *message = &c->messages[c->message_next];
    percent_encode(receipt, message->receipt);
    snprintf(path, sizeof path, "%s/messages/%s?popreceipt=%s", options.path, message->id, receipt);
    issue(c, (struct request){.method = "DELETE", .path = path, .headers = "", .length = -1});
}

/* Reads the identities of the messages in an answer, and their indexes where these are wanted. */
static int take_messages(struct connection *c, bool indexes) {
    char text[17];
    const char *at = c->body_length ? c->body : NULL;
    c->message_count = c->message_next = 0;
    while (c->message_count < MOST_MESSAGES) {
        struct message *message = &c->messages[c->message_count];
        at = element(c, at, "MessageId", message->id, sizeof message->id);
        at = element(c, at, "PopReceipt", message->receipt, sizeof message->receipt);
        at = indexes ? element(c, at, "MessageText", text, sizeof text) : at;
        if (!at) {
            break;
        }
        if (indexes) {
            remember(atol(text));
        }
        c->message_count++;
    }
    return c->message_count;
}

/* An error, after which there is a next request unless there were too many. */
static void count_error(struct connection *c) {
    c->step = 0;
    if (++stats.errors > MOST_ERRORS) {
        finish(c);
    } else {
        next_request(c);
    }
}

static void count_ok(long index) {
    stats.ok++;
    if (options.ack_log) {
        remember(index);
    }
    if (options.kill_after_acks >= 0 && stats.ok >= options.kill_after_acks) {
        kill_server();
    }
}

/* ---- put ---- */

static bool next_put(struct connection *c) {
    if (stats.issued >= options.count) {
        return false;
    }
    c->index = options.first + stats.issued++;
    c->sequence_since = now_ns();
    put_message(c);
    return true;
}

static void put_done(struct connection *c) {
    count_latency(c->since);
    if (!succeeded(c)) {
        count_error(c);
        return;
    }
    count_ok(c->index);
    next_request(c);
}

/* ---- drain: get up to a page, delete each ---- */

static bool next_drain(struct connection *c) {
    if (stats.ok >= options.count) {
        return false;
    }
    c->step = 0;
    get_messages(c, options.page);
    return true;
}

static void drain_done(struct connection *c) {
    if (!succeeded(c)) {
        count_error(c);
        return;
    }
    if (c->step == 0) {
        if (!take_messages(c, false)) {
            finish(c);
            return;
        }
        c->step = 1;
        delete_message(c);
        return;
    }
    count_latency(c->since);
    count_ok(stats.ok);
    if (++c->message_next < c->message_count && !stats.killed) {
        delete_message(c);
    } else {
        next_request(c);
    }
}

/* ---- round trip: put, get, delete ---- */

static void roundtrip_done(struct connection *c) {
    if (!succeeded(c)) {
        count_error(c);
        return;
    }
    switch (c->step) {
    case 0:
        c->step = 1;
        get_messages(c, 1);
        break;
    case 1:
        /* Another client may have got the message that this one put; it gets that client's one soon. */
        if (take_messages(c, false)) {
            c->step = 2;
            delete_message(c);
        } else if (++empty_gets < MOST_EMPTY_GETS) {
            get_messages(c, 1);
        } else {
            count_error(c);
        }
        break;
    default:
        count_latency(c->sequence_since);
        stats.ok++;
        c->step = 0;
        next_request(c);
    }
}

/* ---- read: every message that is visible, once ---- */

static bool next_read(struct connection *c) {
    get_messages(c, options.page);
    return true;
}

static void read_done(struct connection *c) {
    count_latency(c->since);
    if (!succeeded(c)) {
        count_error(c);
        return;
    }
    int taken = take_messages(c, true);
    stats.ok++;
    stats.items += taken;
    if (taken) {
        next_request(c);
    } else {
        finish(c);
    }
}

const struct mode put_mode = {.name = "put", .next = next_put, .done = put_done};
const struct mode drain_mode = {.name = "drain", .next = next_drain, .done = drain_done};
const struct mode roundtrip_mode = {.name = "roundtrip", .next = next_put, .done = roundtrip_done};
const struct mode read_mode = {.name = "read", .one_client = true, .next = next_read, .done = read_done};
