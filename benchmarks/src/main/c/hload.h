/*
 * hload: a load generator for Azure Storage emulators that is cheaper than the servers it measures.
 *
 * One thread, one epoll, connections that are kept alive, one request in flight on each. It reads as little of an
 * answer as it can and signs nothing: requests bear a shared access signature that the caller made once. It runs one
 * piece of work and prints one JSON object.
 *
 *   hload.c     from the command line to the JSON object; START READING HERE
 *   options.c   the command line
 *   http.c      connections, the requests on them, and the loop that serves them all
 *   answers.c   answers, piece by piece as they arrive
 *   blobs.c     small blobs, one request each; lists of them
 *   large.c     blobs of many MiB, sent and received as streams
 *   messages.c  queues
 *   echo.c      documents that come back as they were sent
 *   ready.c     waits for a server that is starting
 *   content.c   what blobs and messages contain, so that a reader can tell whether it got what was written
 *   stats.c     latencies, counts and processor time
 */
#ifndef HLOAD_H
#define HLOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- options.c ---- */

enum { MOST_PORTS = 2, MOST_PROCESSES = 16 };

struct options {
    const char *host, *account, *path, *version, *signature, *method, *delimiter, *visibility, *ack_log, *miss_log;
    char headers[8192]; /* further headers, each ended by CR LF */
    int ports[MOST_PORTS], port_count;
    int servers[MOST_PROCESSES], server_count; /* the ids of the server's processes */
    int clients, folders, page, victim;
    long count, first, wrap, kill_after_acks;
    long long size;
    double seconds, kill_after_ms;
    bool verify, once;
};

extern struct options options;

/* Reads "--name value" pairs; ends the program when one makes no sense. */
void read_options(int argc, char **argv);

void die(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

/* ---- stats.c ---- */

struct stats {
    long ok, errors, wrong, retries, issued;
    long items, prefixes, pages; /* of lists, and of the messages that a request brought */
    unsigned long long bytes_in, bytes_out;
    bool killed;
    uint64_t started, last_answer; /* nanoseconds of the monotonic clock */
    char error_sample[301];
};

extern struct stats stats;

uint64_t now_ns(void);
void count_status(int status);
void count_latency(uint64_t since);

/* Remembers an index for the log that was asked for; written by write_log. */
void remember(long index);
void write_log(const char *file);

void start_accounting(void);
void print_stats(const char *mode);

/* ---- content.c ---- */

enum { PATTERN_LENGTH = 1048583 }; /* a prime: blocks of a large blob never begin alike */

/* Twice PATTERN_LENGTH bytes: any PATTERN_LENGTH of them can be read from any offset below it. */
extern char *pattern;

void make_pattern(void);
void fill_body(char *target, size_t length, long index);
void fill_text(char *target, size_t length, long index);

/* ---- http.c ---- */

enum { MOST_MESSAGES = 32 };

struct message {
    char id[100], receipt[200];
};

enum phase { HEADERS, LENGTH, CHUNK_SIZE, CHUNK, CHUNK_END, TRAILERS, UNTIL_CLOSE };

struct connection {
    int fd;
    bool busy, finished, close_after, answered, wants_write;
    uint64_t since; /* when the request in flight was issued */
    int retries;

    char *out; /* the request: headers, and a body unless it is streamed */
    size_t out_length, out_sent, out_room;
    size_t stream_offset, stream_length, stream_sent;

    enum phase phase;
    int status;
    bool head;
    char *head_text;
    size_t head_length, head_room;
    long long remaining;
    char size_line[40];
    int size_length;

    bool keep_body; /* else only the bodies of errors are kept */
    char *body;
    size_t body_length, body_room;
    size_t body_total;
    bool compare, differs; /* against the pattern, while it arrives */

    /* What the mode remembers from its last request. */
    long index;
    int step, message_count, message_next;
    uint64_t sequence_since;
    struct message messages[MOST_MESSAGES];
};

struct mode {
    const char *name;
    bool one_client;
    bool (*next)(struct connection *); /* issues a request, or says that there is none left */
    void (*done)(struct connection *); /* called with each answer; a status of 0 is a broken connection */
};

struct request {
    const char *method, *path, *headers;
    const char *body; /* null: streamed from the pattern */
    long long length; /* -1: no body at all */
    size_t pattern_offset;
};

/* Connects, works until there is no more to do or the time is over, and disconnects. */
void run(const struct mode *mode);

int connect_to(int port);
void issue(struct connection *c, struct request request);
void next_request(struct connection *c);
void finish(struct connection *c);
bool succeeded(const struct connection *c);

/* Ends the server as a power cut would end it: at once. */
void kill_server(void);
bool killing(void);

/* The request in flight is over: answered, or with a status of 0 never to be. */
void complete(struct connection *c);

/* Appends to a buffer that grows and always ends with a zero. */
void append(char **buffer, size_t *length, size_t *room, const char *bytes, size_t count);

/* ---- answers.c ---- */

/* Takes the next bytes of an answer; completes the request with the last of them. */
void feed(struct connection *c, const char *bytes, size_t count);
void percent_encode(char *target, const char *text);

/* The text of the first <name> in an answer from `from` on; null when there is none. Returns where to go on. */
const char *element(const struct connection *c, const char *from, const char *name, char *text, size_t room);

/* ---- modes ---- */

extern const struct mode blobs_mode, list_mode;
extern const struct mode upload_mode, download_mode, stage_mode, commit_mode;
extern const struct mode put_mode, drain_mode, roundtrip_mode, read_mode;
extern const struct mode echo_mode;

/* Polls every port until it answers a GET of the path with success; prints how that went. */
int wait_until_ready(void);

#endif
