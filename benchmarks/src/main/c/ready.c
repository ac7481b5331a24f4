/* Waits for a server that is starting. */
#define _GNU_SOURCE
#include "hload.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { BETWEEN_TRIES_US = 2000 };

static char request[9000];
static int request_length;

/* The status of the answer, or 0 when there is none. */
static int status_from(int port) {
    char answer[4096];
    int fd = connect_to(port), length = 0, received;
    if (fd < 0) {
        return 0;
    }
    struct timeval patience = {60, 0};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (send(fd, request, request_length, MSG_NOSIGNAL) == request_length) {
        while (length < 12 && (received = recv(fd, answer + length, sizeof answer - 1 - length, 0)) > 0) {
            length += received;
        }
    }
    close(fd);
    answer[length] = 0;
    return length < 12 ? 0 : atoi(answer + 9);
}

int wait_until_ready(void) {
    uint64_t end = now_ns() + (uint64_t)(options.seconds * 1e9);
    int status = 0, ready = 0;
    request_length = snprintf(request, sizeof request,
                              "GET %s HTTP/1.1\r\nHost: %s\r\nx-ms-version: %s\r\n%sConnection: close\r\n\r\n",
                              options.path, options.host, options.version, options.headers);
    while (ready < options.port_count && now_ns() < end) {
        status = status_from(options.ports[ready]);
        if (status / 100 == 2) {
            ready++;
        } else {
            usleep(BETWEEN_TRIES_US);
        }
    }
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    printf("{\"ready\":%s,\"status\":%d,\"epochMicros\":%lld}\n", ready == options.port_count ? "true" : "false",
           status, t.tv_sec * 1000000ll + t.tv_nsec / 1000);
    return 0;
}
