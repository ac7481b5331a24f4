package dev.nephelite.benchmark.report;

import static dev.nephelite.benchmark.report.ReportRow.Bound.ANY;
import static dev.nephelite.benchmark.report.ReportRow.Bound.AT_LEAST;
import static dev.nephelite.benchmark.report.ReportRow.Bound.AT_MOST;
import static dev.nephelite.benchmark.report.ReportRow.Bound.NO_LESS_THAN;
import static dev.nephelite.benchmark.report.ReportRow.Bound.NO_MORE_THAN;
import static dev.nephelite.benchmark.report.ReportRow.Bound.ZERO;

import org.jspecify.annotations.Nullable;

/**
 * The rows of the table: the measurement, its unit and its target.
 *
 * <p>Numbers and sizes in the titles are for scale 1. Higher rates are better, and lower times and memory.
 */
public enum ReportRow {
    BARE_ANSWER("ceiling: bare Undertow answer of 1 KiB, 64 clients", "/s", ANY),
    FILE_TRANSFER("ceiling: bare file transfer, 1 GiB", "MiB/s", ANY),
    DISK_WRITE("ceiling: sequential disk write, 1 GiB and forced", "MiB/s", ANY),
    CACHE_WRITE("ceiling: sequential write to the page cache, 1 GiB", "MiB/s", ANY),
    APPEND_FORCE("ceiling: append of 4 KiB, forced each time", "/s", ANY),

    COLD_START("cold start: process exec to first signed answers of blob and queue", "ms", AT_MOST, 0.5),
    IDLE_MEMORY("resident memory, idle", "MiB", AT_MOST, 0.8),

    APP_COLD_START("functions: cold start of an app of 40, process exec to first answer", "ms", NO_MORE_THAN, 1500),
    QUEUE_TRIGGER_RATE("functions: messages of a queue through a trivial one", "/s", NO_LESS_THAN, 3000),
    MESSAGE_P50("functions: message sent until body runs, at low load, p50", "ms", NO_MORE_THAN, 2),
    MESSAGE_P99("functions: message sent until body runs, at low load, p99", "ms", NO_MORE_THAN, 10),
    BLOB_P50("functions: blob sent until body runs, at low load, p50", "ms", NO_MORE_THAN, 4),
    BLOB_P99("functions: blob sent until body runs, at low load, p99", "ms", NO_MORE_THAN, 15),

    BARE_ECHO("functions: bare Undertow handler that echoes a document, 16 clients", "/s", ANY),
    HTTP_FUNCTION("functions: HTTP function that echoes the same document, 16 clients", "/s", ANY),
    HTTP_SHARE("functions: HTTP function ÷ bare handler", HTTP_FUNCTION, BARE_ECHO, AT_LEAST, 0.5),
    BARE_ECHO_P99("functions: bare Undertow handler, 16 clients, p99", "ms", ANY),
    HTTP_FUNCTION_P99("functions: HTTP function, 16 clients, p99", "ms", ANY),

    IN_PROCESS_START("in process: cold start of an app of 40, process exec to first answer", "ms", ANY),
    WORKER_START("worker process: the same cold start", "ms", ANY),
    WORKER_START_SHARE("worker process ÷ in process: cold start", WORKER_START, IN_PROCESS_START, AT_MOST, 1.5),
    IN_PROCESS_HTTP("in process: HTTP function that echoes a document, 16 clients", "/s", ANY),
    WORKER_HTTP("worker process: the same function, 16 clients", "/s", ANY),
    WORKER_HTTP_SHARE("worker process ÷ in process: HTTP function", WORKER_HTTP, IN_PROCESS_HTTP, AT_LEAST, 0.5),
    IN_PROCESS_P50("in process: the same function, 1 client, p50", "ms", ANY),
    WORKER_P50("worker process: the same function, 1 client, p50", "ms", ANY),
    WORKER_ADDED_P50("worker process − in process: the same function, 1 client, p50", "ms", NO_MORE_THAN, 1),
    IN_PROCESS_QUEUE("in process: messages of a queue through a trivial function", "/s", ANY),
    WORKER_QUEUE("worker process: the same messages", "/s", ANY),
    WORKER_QUEUE_SHARE("worker process ÷ in process: messages", WORKER_QUEUE, IN_PROCESS_QUEUE, AT_LEAST, 0.6),
    IN_PROCESS_MEMORY("in process: resident memory with an app of 40, idle", "MiB", ANY),
    WORKER_MEMORY("worker process: resident memory of both processes with the same app, idle", "MiB", ANY),

    NO_HARM("storage while functions are idle: PUT and GET 1,000 bytes, 1 client, p99", "ms", ANY),
    HARM_HELD("storage while a debugger holds the worker process: the same p99", "ms", NO_MORE_THAN, 50),
    HARM_LOOP("storage while a function never ends: the same p99", "ms", NO_MORE_THAN, 50),
    HARM_EXIT("storage while a function ends the worker process: the same p99", "ms", NO_MORE_THAN, 50),
    HARM_KILL("storage while the worker process is killed: the same p99", "ms", NO_MORE_THAN, 50),
    HARM_MEMORY("storage while a function exhausts the memory of its process: the same p99", "ms", NO_MORE_THAN, 50),
    HARM_THREADS("storage while a function starts 10,000 threads: the same p99", "ms", NO_MORE_THAN, 50),

    UNRECORDED_CPU("no profile: CPU time of the worker process per request to a function, 16 clients", "µs", ANY),
    RECORDED_CPU("while a profile is recorded: the same CPU time", "µs", ANY),
    RECORDING_ADDED("added by recording, in rounds", "%", NO_MORE_THAN, 3),
    UNRECORDED_CPU_WITHOUT_COMPILER("no profile: the same CPU time without that of the compiler", "µs", ANY),
    RECORDED_CPU_WITHOUT_COMPILER("while a profile is recorded: the same without the compiler", "µs", ANY),
    RECORDING_ADDED_WITHOUT_COMPILER("added by recording, without the compiler, in rounds", "%", NO_MORE_THAN, 3),
    FIRST_RECORDING("profile: CPU time of the worker process for starting the first recording", "ms", ANY),
    NEXT_RECORDING("profile: CPU time of the worker process for starting a further recording", "ms", ANY),

    JUNIT_STORAGE("JUnit: a method with storage of its own, 8 at a time", "ms", NO_MORE_THAN, 10),
    JUNIT_STORAGE_CPU("JUnit: the same, CPU time of tests and storage", "ms", ANY),
    JUNIT_FUNCTIONS("JUnit: a method with storage and a function of its own, 8 at a time", "ms", NO_MORE_THAN, 10),
    JUNIT_FUNCTIONS_CPU("JUnit: the same, CPU time", "ms", ANY),

    PUT_1("PUT 1 KiB, 1 client", "/s", AT_LEAST, 10),
    PUT_16("PUT 1 KiB, 16 clients", "/s", AT_LEAST, 15),
    PUT_64("PUT 1 KiB, 64 clients", "/s", AT_LEAST, 15),
    GET_1("GET 1 KiB, 1 client", "/s", AT_LEAST, 8),
    GET_16("GET 1 KiB, 16 clients", "/s", AT_LEAST, 20),
    GET_64("GET 1 KiB, 64 clients", "/s", AT_LEAST, 20),
    HEAD_16("HEAD, 16 clients", "/s", AT_LEAST, 15),
    DELETE_16("DELETE, 16 clients, small store", "/s", AT_LEAST, 30),

    FULL_OVERWRITE("100,000 blobs: overwrite, 16 clients", "/s", AT_LEAST, 60),
    FULL_DELETE("100,000 blobs: DELETE, 16 clients", "/s", AT_LEAST, 3000),
    FULL_LIST("100,000 blobs: whole list by 5,000", "blobs/s", AT_LEAST, 12),
    FULL_FOLDERS("100,000 blobs: list with delimiter=/", "lists/s", AT_LEAST, 100),
    FULL_PAGE("100,000 blobs: first page of 100", "pages/s", AT_LEAST, 50),
    FULL_RESTART("100,000 blobs: restart", "ms", AT_MOST, 0.3),
    FULL_MEMORY("100,000 blobs: resident memory", "MiB", AT_MOST, 0.5),
    PUT_AT_FEW("1,000 blobs: PUT of new names, 16 clients", "/s", ANY),
    PUT_AT_MILLION("1,000,000 blobs: PUT of new names, 16 clients", "/s", ANY),
    GROWTH("PUT rate at 1,000,000 blobs ÷ at 1,000", PUT_AT_MILLION, PUT_AT_FEW, AT_LEAST, 0.8),

    SNAPSHOT_SAVE("100,000 blobs: save a snapshot, 10 blobs written since the last", "ms", ANY),
    SNAPSHOT_LONGEST("100,000 blobs: the longest of 100 saves", "ms", NO_MORE_THAN, 50),
    SNAPSHOT_NONE_PUT("100,000 blobs without snapshots: overwrite, 16 clients", "/s", ANY),
    SNAPSHOT_FIRST_PUT("100,000 blobs after a snapshot: overwrite each for the first time", "/s", ANY),
    SNAPSHOT_NEXT_PUT("100,000 blobs after a snapshot: overwrite the same ones again", "/s", ANY),
    SNAPSHOT_SHARE(
            "first overwrite after a snapshot ÷ without snapshots", SNAPSHOT_FIRST_PUT, SNAPSHOT_NONE_PUT, ANY, 0),

    MESSAGE_PUT("queue: put, 16 clients", "/s", AT_LEAST, 15),
    MESSAGE_DRAIN("queue: get 32 + delete each, 16 clients", "/s", AT_LEAST, 40),
    ROUND_TRIP("queue: put→get→delete, 32 clients", "/s", AT_LEAST, 15),
    LONG_ROUND_TRIP("queue: put→get→delete, 32 clients, 100,000 messages waiting", "/s", ANY),
    LONG_QUEUE("queue: 100,000 messages waiting ÷ empty queue", LONG_ROUND_TRIP, ROUND_TRIP, AT_LEAST, 0.8),
    MESSAGE_MEMORY("100,000 messages: resident memory", "MiB", AT_MOST, 0.5),

    EMPTY_DRAIN("queue: get 32 + delete each, 16 clients, 20,000 messages waiting", "/s", ANY),
    EMPTY_ROUND_TRIP("queue: put→get→delete, 32 clients, nothing else waiting", "/s", ANY),
    BACKLOG_DRAIN("queue: get 32 + delete each, 16 clients, 1,000,000 messages, half of them invisible", "/s", ANY),
    BACKLOG_ROUND_TRIP("queue: put→get→delete, 32 clients, 1,000,000 messages, half of them invisible", "/s", ANY),
    BACKLOG_DRAIN_SHARE(
            "queue: get 32 + delete, 1,000,000 messages ÷ 20,000", BACKLOG_DRAIN, EMPTY_DRAIN, AT_LEAST, 0.8),
    BACKLOG_SHARE("queue: round trip, 1,000,000 messages ÷ none", BACKLOG_ROUND_TRIP, EMPTY_ROUND_TRIP, AT_LEAST, 0.8),

    GET_LARGE("GET 256 MiB", "MiB/s", AT_LEAST, 1.3),
    GET_HUGE("GET 1 GiB", "MiB/s", AT_LEAST, 1.2),
    GET_SHARE("GET 1 GiB ÷ bare file transfer", GET_HUGE, FILE_TRANSFER, AT_LEAST, 0.8),
    PUT_LARGE("PUT 256 MiB in one request", "MiB/s", AT_LEAST, 2),
    PUT_BLOCKS("PUT 64 blocks of 8 MiB, 4 at a time, and commit", "MiB/s", AT_LEAST, 6),
    PUT_HUGE("PUT 1 GiB in one request", "MiB/s", AT_LEAST, 2),
    PUT_SHARE("PUT 1 GiB ÷ sequential disk write", PUT_HUGE, DISK_WRITE, AT_LEAST, 0.6),
    PUT_CACHE_SHARE("PUT 1 GiB ÷ sequential write to the page cache", PUT_HUGE, CACHE_WRITE, ANY, 0),

    QUIET_PUT("no slow clients: PUT 1,000 bytes, p99", "ms", ANY),
    QUIET_GET("no slow clients: GET 1,000 bytes, p99", "ms", ANY),
    QUIET_LIST("no slow clients: list of 250 blobs, p99", "ms", ANY),
    SLOW_PUT("6,000 slow clients, 10,000 idle: PUT 1,000 bytes, p99", "ms", NO_MORE_THAN, 50),
    SLOW_GET("6,000 slow clients, 10,000 idle: GET 1,000 bytes, p99", "ms", NO_MORE_THAN, 50),
    SLOW_LIST("6,000 slow clients, 10,000 idle: list of 250 blobs, p99", "ms", NO_MORE_THAN, 500),
    SLOW_MEMORY("6,000 slow clients, 10,000 idle: resident memory", "MiB", ANY),
    SLOW_LOST("slow clients that were refused or cut off", ReportRow.IN_TOTAL, ZERO),

    SOAK_EARLY_MEMORY("the same work again and again, early: resident memory", "MiB", ANY),
    SOAK_LATE_MEMORY("the same work again and again, at the end: resident memory", "MiB", ANY),
    SOAK_MEMORY("resident memory at the end ÷ early", SOAK_LATE_MEMORY, SOAK_EARLY_MEMORY, AT_MOST, 1.2),
    SOAK_EARLY_FILES("the same work again and again, early: open files", "", ANY),
    SOAK_LATE_FILES("the same work again and again, at the end: open files", "", ANY),
    SOAK_FILES("open files at the end ÷ early", SOAK_LATE_FILES, SOAK_EARLY_FILES, AT_MOST, 1.2),
    SOAK_EARLY_FOLDER("the same work again and again, early: data folder", "MiB", ANY),
    SOAK_LATE_FOLDER("the same work again and again, at the end: data folder", "MiB", ANY),
    SOAK_FOLDER("data folder at the end ÷ early", SOAK_LATE_FOLDER, SOAK_EARLY_FOLDER, AT_MOST, 1.5),
    SOAK_FAILED("the same work again and again: failed requests", ReportRow.IN_TOTAL, ZERO),

    LOST_BLOBS("acknowledged blobs lost by kill -9 after the last acknowledgment", ReportRow.IN_TOTAL, ZERO),
    LOST_MESSAGES("acknowledged messages lost by kill -9 after the last acknowledgment", ReportRow.IN_TOTAL, ZERO),
    RETURNED_BLOBS("acknowledged deletes of blobs undone by kill -9", ReportRow.IN_TOTAL, ZERO),
    RETURNED_MESSAGES("acknowledged deletes of messages undone by kill -9", ReportRow.IN_TOTAL, ZERO),
    RANDOM_LOST_BLOBS("acknowledged blobs lost by kill -9 at random instants under load", ReportRow.IN_TOTAL, ZERO),
    RANDOM_LOST_MESSAGES(
            "acknowledged messages lost by kill -9 at random instants under load", ReportRow.IN_TOTAL, ZERO);

    /** The unit of counts that are added up over all rounds. A median would hide the one round that lost something. */
    static final String IN_TOTAL = "in total";

    private final String title;
    private final String unit;
    private final Bound bound;
    private final double limit;
    private final @Nullable ReportRow part;
    private final @Nullable ReportRow whole;

    /** A measured row, with a bound for its value or for the ratio to Azurite's. */
    ReportRow(String title, String unit, Bound bound, double limit) {
        this(title, unit, bound, limit, null, null);
    }

    /** A measured row, with a bound that needs no number. */
    ReportRow(String title, String unit, Bound bound) {
        this(title, unit, bound, 0, null, null);
    }

    /** A row that is computed from two others: one divided by the other. */
    ReportRow(String title, ReportRow part, ReportRow whole, Bound bound, double limit) {
        this(title, "", bound, limit, part, whole);
    }

    ReportRow(
            String title, String unit, Bound bound, double limit, @Nullable ReportRow part, @Nullable ReportRow whole) {
        this.title = title;
        this.unit = unit;
        this.bound = bound;
        this.limit = limit;
        this.part = part;
        this.whole = whole;
    }

    public String title() {
        return title;
    }

    public String unit() {
        return unit;
    }

    Bound bound() {
        return bound;
    }

    double limit() {
        return limit;
    }

    @Nullable
    ReportRow part() {
        return part;
    }

    @Nullable
    ReportRow whole() {
        return whole;
    }

    /** The kinds of targets. */
    enum Bound {
        /** At least this multiple of Azurite's value, or at least this share of another row. */
        AT_LEAST,

        /** At most this multiple of Azurite's value, or at most this share of another row. */
        AT_MOST,

        /** At least this value, regardless of Azurite's. */
        NO_LESS_THAN,

        /** At most this value, regardless of Azurite's. */
        NO_MORE_THAN,

        /** Zero in all rounds. */
        ZERO,

        /** No target. */
        ANY
    }
}
