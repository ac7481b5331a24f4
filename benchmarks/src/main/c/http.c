/* Connections, the requests on them, and the loop that serves them all. */
#define _GNU_SOURCE
#include "hload.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { READ_ROOM = 1 << 20, SEND_AT_MOST = 256 << 10, MOST_RETRIES = 2, MOST_FAILED_CONNECTS = 100 };

/* What is in flight when the time is over may take this long; slow servers have some answers that do. */
static const uint64_t GRACE_NS = 120000000000u;

static const struct mode *mode;
static struct connection *connections;
static char *read_buffer;
static int epoll, active, failed_connects;
static bool stopping;

bool succeeded(const struct connection *c) {
    return c->status / 100 == 2;
}

bool killing(void) {
    return options.victim != 0;
}

void kill_server(void) {
    if (killing() && !stats.killed) {
        stats.killed = stopping = true;
        kill(options.victim, SIGKILL);
    }
}

/* ---- connections ---- */

int connect_to(int port) {
    int yes = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    inet_pton(AF_INET, options.host, &address.sin_addr);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (connect(fd, (struct sockaddr *)&address, sizeof address)) {
        close(fd);
        return -1;
    }
    return fd;
}

static bool open_connection(struct connection *c) {
    c->fd = connect_to(options.ports[0]);
    if (c->fd < 0) {
        return false;
    }
    fcntl(c->fd, F_SETFL, O_NONBLOCK);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
    epoll_ctl(epoll, EPOLL_CTL_ADD, c->fd, &event);
    c->wants_write = false;
    return true;
}

static void close_connection(struct connection *c) {
    if (c->fd >= 0) {
        close(c->fd);
    }
    c->fd = -1;
}

static void want_write(struct connection *c, bool wanted) {
    if (wanted != c->wants_write) {
        struct epoll_event event = {.events = EPOLLIN | (wanted ? EPOLLOUT : 0), .data.ptr = c};
        epoll_ctl(epoll, EPOLL_CTL_MOD, c->fd, &event);
        c->wants_write = wanted;
    }
}

/* A server may close an idle connection just when a request comes; that request, still unanswered, is sent again. */
static bool try_again(struct connection *c) {
    if (c->answered || c->retries == MOST_RETRIES || killing() || options.once) {
        return false;
    }
    c->retries++;
    stats.retries++;
    c->out_sent = c->head_length = 0;
    c->stream_sent = 0;
    c->phase = HEADERS;
    if (!open_connection(c)) {
        return false;
    }
    want_write(c, true);
    return true;
}

static void broken(struct connection *c) {
    close_connection(c);
    if (c->busy && !try_again(c)) {
        c->status = 0;
        complete(c);
    }
}

/* ---- requests ---- */

void append(char **buffer, size_t *length, size_t *room, const char *bytes, size_t count) {
    if (*length + count + 1 > *room) {
        *room = (*length + count) * 2 + 1024;
        *buffer = realloc(*buffer, *room);
    }
    memcpy(*buffer + *length, bytes, count);
    *length += count;
    (*buffer)[*length] = 0;
}

static void write_head(struct connection *c, struct request request) {
    char head[16384], length[64] = "";
    if (request.length >= 0) {
        snprintf(length, sizeof length, "Content-Length: %lld\r\n", request.length);
    }
    const char *join = !options.signature ? "" : strchr(request.path, '?') ? "&" : "?";
    int n = snprintf(head, sizeof head, "%s %s%s%s HTTP/1.1\r\nHost: %s:%d\r\nx-ms-version: %s\r\n%s%s%s\r\n",
                     request.method, request.path, join, options.signature ? options.signature : "", options.host,
                     options.ports[0], options.version, options.headers, request.headers, length);
    if (n >= (int)sizeof head) {
        die("request too long");
    }
    append(&c->out, &c->out_length, &c->out_room, head, n);
}

static void send_some(struct connection *c) {
    while (c->out_sent < c->out_length || c->stream_sent < c->stream_length) {
        bool from_stream = c->out_sent == c->out_length;
        size_t offset = (c->stream_offset + c->stream_sent) % PATTERN_LENGTH;
        const char *from = from_stream ? pattern + offset : c->out + c->out_sent;
        size_t left = from_stream ? c->stream_length - c->stream_sent : c->out_length - c->out_sent;
        size_t count = left < SEND_AT_MOST ? left : SEND_AT_MOST;
        int flags = MSG_NOSIGNAL | (!from_stream && c->stream_length ? MSG_MORE : 0);
        ssize_t sent = send(c->fd, from, count, flags);
        if (sent < 0 && errno == EAGAIN) {
            want_write(c, true);
            return;
        }
        if (sent < 0) {
            broken(c);
            return;
        }
        stats.bytes_out += sent;
        *(from_stream ? &c->stream_sent : &c->out_sent) += sent;
    }
    want_write(c, false);
}

void issue(struct connection *c, struct request request) {
    c->out_length = c->out_sent = c->head_length = c->body_length = 0;
    c->stream_offset = request.pattern_offset;
    c->stream_length = request.body || request.length < 0 ? 0 : request.length;
    c->stream_sent = c->body_total = 0;
    c->head = !strcmp(request.method, "HEAD");
    c->phase = HEADERS;
    c->status = c->retries = 0;
    c->answered = c->differs = false;
    c->busy = true;
    write_head(c, request);
    if (request.body && request.length > 0) {
        append(&c->out, &c->out_length, &c->out_room, request.body, request.length);
    }
    c->since = now_ns();
    if (c->fd < 0 && !open_connection(c)) {
        /* The server is gone: do not go through all that is left to do. */
        stopping = stopping || ++failed_connects > MOST_FAILED_CONNECTS;
        complete(c);
        return;
    }
    send_some(c);
}

void finish(struct connection *c) {
    if (!c->finished) {
        c->finished = true;
        active--;
    }
}

void next_request(struct connection *c) {
    if (!c->finished && (stopping || !mode->next(c))) {
        finish(c);
    }
}

void complete(struct connection *c) {
    bool unsent = c->out_sent < c->out_length || c->stream_sent < c->stream_length;
    c->busy = false;
    stats.last_answer = now_ns();
    if (c->close_after || unsent) {
        close_connection(c);
    }
    count_status(c->status);
    if (c->status && !succeeded(c) && !stats.error_sample[0] && c->body_length) {
        snprintf(stats.error_sample, sizeof stats.error_sample, "%s", c->body);
    }
    mode->done(c);
}

/* ---- the loop ---- */

static void receive_some(struct connection *c) {
    int fd = c->fd;
    ssize_t received;
    do {
        received = recv(fd, read_buffer, READ_ROOM, 0);
        if (received > 0) {
            feed(c, read_buffer, received);
        } else if (received < 0 && errno == EAGAIN) {
            return;
        } else if (received == 0 && c->busy && c->phase == UNTIL_CLOSE) {
            close_connection(c);
            complete(c);
        } else {
            broken(c);
        }
    } while (c->fd == fd && received == READ_ROOM);
}

static void handle(struct epoll_event *event) {
    struct connection *c = event->data.ptr;
    if (c->fd >= 0 && event->events & (EPOLLIN | EPOLLERR | EPOLLHUP)) {
        receive_some(c);
    }
    if (c->fd >= 0 && c->busy && event->events & EPOLLOUT) {
        send_some(c);
    }
}

static void work(void) {
    struct epoll_event events[256];
    uint64_t stopped = 0;
    while (active > 0) {
        int n = epoll_wait(epoll, events, 256, options.kill_after_ms >= 0 ? 1 : 50);
        uint64_t now = now_ns();
        double seconds = (now - stats.started) / 1e9;
        if (options.kill_after_ms >= 0 && seconds * 1000 >= options.kill_after_ms) {
            kill_server();
        }
        stopping = stopping || seconds >= options.seconds;
        stopped = stopping && !stopped ? now : stopped;
        for (int i = 0; i < n; i++) {
            handle(&events[i]);
        }
        if (stopped && now - stopped > GRACE_NS) {
            stats.errors += active;
            fprintf(stderr, "hload: gave up on %d requests that were not answered\n", active);
            return;
        }
    }
}

void run(const struct mode *wanted) {
    mode = wanted;
    read_buffer = malloc(READ_ROOM);
    epoll = epoll_create1(EPOLL_CLOEXEC);
    active = options.clients;
    connections = calloc(active, sizeof *connections);
    for (int i = 0; i < options.clients; i++) {
        if (!open_connection(&connections[i])) {
            die("cannot connect to %s:%d: %s", options.host, options.ports[0], strerror(errno));
        }
    }
    start_accounting();
    for (int i = 0; i < options.clients; i++) {
        next_request(&connections[i]);
    }
    work();
}
