/* The command line. */
#include "hload.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct options options = {
    .host = "127.0.0.1",
    .account = "devstoreaccount1",
    .path = "/",
    .version = "2021-12-02",
    .method = "GET",
    .clients = 1,
    .page = 32,
    .count = 1000000000,
    .kill_after_acks = -1,
    .size = 1024,
    .seconds = 1e9,
    .kill_after_ms = -1,
};

void die(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("hload: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(2);
}

static void add_port(int port) {
    if (options.port_count == MOST_PORTS) {
        die("more than %d ports", MOST_PORTS);
    }
    options.ports[options.port_count++] = port;
}

static void add_server(int process) {
    if (options.server_count == MOST_PROCESSES) {
        die("more than %d processes", MOST_PROCESSES);
    }
    options.servers[options.server_count++] = process;
}

static void add_header(const char *line) {
    if (strlen(options.headers) + strlen(line) + 3 > sizeof options.headers) {
        die("too many headers");
    }
    strcat(strcat(options.headers, line), "\r\n");
}

static bool read_text(const char *name, const char *value) {
    const struct {
        const char *name;
        const char **target;
    } texts[] = {
        {"--host", &options.host},           {"--account", &options.account},       {"--path", &options.path},
        {"--version", &options.version},     {"--signature", &options.signature},   {"--method", &options.method},
        {"--delimiter", &options.delimiter}, {"--visibility", &options.visibility}, {"--ack-log", &options.ack_log},
        {"--miss-log", &options.miss_log},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!strcmp(name, texts[i].name)) {
            *texts[i].target = value;
            return true;
        }
    }
    return false;
}

static bool read_number(const char *name, const char *value) {
    if (!strcmp(name, "--port")) {
        add_port(atoi(value));
    } else if (!strcmp(name, "--clients")) {
        options.clients = atoi(value);
    } else if (!strcmp(name, "--count")) {
        options.count = atol(value);
    } else if (!strcmp(name, "--seconds")) {
        options.seconds = atof(value);
    } else if (!strcmp(name, "--first")) {
        options.first = atol(value);
    } else if (!strcmp(name, "--wrap")) {
        options.wrap = atol(value);
    } else if (!strcmp(name, "--folders")) {
        options.folders = atoi(value);
    } else if (!strcmp(name, "--size")) {
        options.size = atoll(value);
    } else if (!strcmp(name, "--page")) {
        options.page = atoi(value);
    } else if (!strcmp(name, "--server")) {
        add_server(atoi(value));
    } else if (!strcmp(name, "--kill")) {
        options.victim = atoi(value);
    } else if (!strcmp(name, "--kill-after-acks")) {
        options.kill_after_acks = atol(value);
    } else if (!strcmp(name, "--kill-after-ms")) {
        options.kill_after_ms = atof(value);
    } else {
        return false;
    }
    return true;
}

void read_options(int argc, char **argv) {
    for (int i = 2; i < argc; i++) {
        const char *name = argv[i];
        if (!strcmp(name, "--verify")) {
            options.verify = true;
            continue;
        }
        if (!strcmp(name, "--once")) {
            options.once = true;
            continue;
        }
        if (++i == argc) {
            die("no value for %s", name);
        }
        if (!strcmp(name, "--header")) {
            add_header(argv[i]);
        } else if (!read_text(name, argv[i]) && !read_number(name, argv[i])) {
            die("unknown option %s", name);
        }
    }
    if (!options.port_count) {
        die("no --port");
    }
}
