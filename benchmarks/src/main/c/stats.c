/* Latencies, counts and processor time, and the JSON object made of them. */
#define _GNU_SOURCE
#include "hload.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

struct stats stats;

static float *latencies; /* microseconds */
static size_t latency_count, latency_room;
static long *remembered;
static size_t remembered_count, remembered_room;
static long statuses[1000];

uint64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + t.tv_nsec;
}

void count_status(int status) {
    if (status >= 0 && status < 1000) {
        statuses[status]++;
    }
}

void count_latency(uint64_t since) {
    if (latency_count == latency_room) {
        latency_room = latency_room ? latency_room * 2 : 4096;
        latencies = realloc(latencies, latency_room * sizeof *latencies);
    }
    latencies[latency_count++] = (stats.last_answer - since) / 1e3f;
}

void remember(long index) {
    if (remembered_count == remembered_room) {
        remembered_room = remembered_room ? remembered_room * 2 : 8192;
        remembered = realloc(remembered, remembered_room * sizeof *remembered);
    }
    remembered[remembered_count++] = index;
}

void write_log(const char *file) {
    FILE *log = fopen(file, "w");
    if (!log) {
        die("cannot write %s", file);
    }
    for (size_t i = 0; i < remembered_count; i++) {
        fprintf(log, "%ld\n", remembered[i]);
    }
    fclose(log);
}

/* ---- processor time, in seconds ---- */

struct cpu {
    double machine, server, client;
};

static struct cpu at_start;

static double machine_seconds(void) {
    unsigned long long user, nice, system;
    FILE *file = fopen("/proc/stat", "r");
    if (!file) {
        return 0;
    }
    int read = fscanf(file, "cpu %llu %llu %llu", &user, &nice, &system);
    fclose(file);
    return read == 3 ? (double)(user + nice + system) / sysconf(_SC_CLK_TCK) : 0;
}

/* All threads of the server's processes, which the kernel counts in nanoseconds. A process that has ended is left out. */
static double server_seconds(void) {
    double seconds = 0;
    for (int i = 0; i < options.server_count; i++) {
        clockid_t clock;
        struct timespec used;
        if (!clock_getcpuclockid(options.servers[i], &clock) && !clock_gettime(clock, &used)) {
            seconds += used.tv_sec + used.tv_nsec / 1e9;
        }
    }
    return seconds;
}

static double client_seconds(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static struct cpu cpu_now(void) {
    return (struct cpu){machine_seconds(), server_seconds(), client_seconds()};
}

void start_accounting(void) {
    at_start = cpu_now();
    stats.started = stats.last_answer = now_ns();
}

/* ---- the JSON object ---- */

static int by_size(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

static double quantile(double part) {
    return latency_count ? latencies[(size_t)((latency_count - 1) * part)] : 0;
}

static void print_cpu(void) {
    struct cpu cpu = cpu_now();
    double wall = (now_ns() - stats.started) / 1e9;
    double server = cpu.server - at_start.server, client = cpu.client - at_start.client;
    double others = cpu.machine - at_start.machine - server - client;
    /* The ticks of the kernel are too coarse for a moment; a server that was killed is no longer counted. */
    bool known = wall > 0.2 && cpu.server > 0 && others > 0;
    printf(",\"serverCpuSeconds\":%.6f,\"clientCpuSeconds\":%.3f,\"otherCores\":%.3f", server > 0 ? server : 0, client,
           known ? others / wall : 0);
}

static void print_statuses(void) {
    const char *separator = "";
    printf(",\"statuses\":{");
    for (int status = 0; status < 1000; status++) {
        if (statuses[status]) {
            printf("%s\"%d\":%ld", separator, status, statuses[status]);
            separator = ",";
        }
    }
    printf("}");
}

static void print_error_sample(void) {
    printf(",\"errorSample\":\"");
    for (const char *s = stats.error_sample; *s; s++) {
        if (*s == '"' || *s == '\\') {
            putchar('\\');
        }
        if (*s >= ' ' && *s < 127) {
            putchar(*s);
        }
    }
    printf("\"");
}

void print_stats(const char *mode) {
    double seconds = (stats.last_answer - stats.started) / 1e9;
    qsort(latencies, latency_count, sizeof *latencies, by_size);
    printf("{\"mode\":\"%s\",\"clients\":%d,\"ok\":%ld,\"errors\":%ld,\"wrong\":%ld,\"retries\":%ld,\"seconds\":%.6f",
           mode, options.clients, stats.ok, stats.errors, stats.wrong, stats.retries, seconds > 0 ? seconds : 1e-6);
    printf(",\"bytesIn\":%llu,\"bytesOut\":%llu,\"items\":%ld,\"prefixes\":%ld,\"pages\":%ld,\"killed\":%s",
           stats.bytes_in, stats.bytes_out, stats.items, stats.prefixes, stats.pages, stats.killed ? "true" : "false");
    printf(",\"p50Micros\":%.0f,\"p99Micros\":%.0f,\"maxMicros\":%.0f", quantile(.5), quantile(.99), quantile(1));
    print_cpu();
    print_statuses();
    print_error_sample();
    printf("}\n");
}
