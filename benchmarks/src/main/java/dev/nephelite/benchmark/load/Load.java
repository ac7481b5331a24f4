package dev.nephelite.benchmark.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The load that the load generator will make. Immutable: each method returns a load with one more option, and {@link #run} runs
 * the generator.
 */
public final class Load {
    private static final JsonMapper JSON = new JsonMapper();

    private final LoadGenerator generator;
    private final List<String> arguments;

    private Load(LoadGenerator generator, List<String> arguments) {
        this.generator = generator;
        this.arguments = arguments;
    }

    static Load of(LoadGenerator generator, String mode, int... ports) {
        Load load = new Load(generator, List.of(mode));
        for (int port : ports) {
            load = load.with("--port", port);
        }
        return load;
    }

    /** The path in the URL: a blob, a folder of blobs ending in a slash, or a queue. */
    public Load path(String path) {
        return with("--path", path);
    }

    public Load method(String method) {
        return with("--method", method);
    }

    /** A shared access signature, appended to every URL. */
    public Load signature(String query) {
        return with("--signature", query);
    }

    /** A header for every request. */
    public Load header(String name, String value) {
        return with("--header", name + ": " + value);
    }

    /** A process whose processor time is counted as the server's. There may be several. */
    public Load server(long pid) {
        return with("--server", pid);
    }

    /** The number of connections, each with one request in flight. */
    public Load clients(int clients) {
        return with("--clients", clients);
    }

    public Load atMost(long requests) {
        return with("--count", requests);
    }

    public Load atMost(Duration time) {
        return with("--seconds", time.toMillis() / 1000.0);
    }

    /** The index of the first blob or message; names and contents follow from the index. */
    public Load from(long index) {
        return with("--first", index);
    }

    /** Starts again with the first blob after that number of blobs. */
    public Load wrapAfter(long blobs) {
        return with("--wrap", blobs);
    }

    /** Spreads blobs over that number of virtual folders. */
    public Load folders(int folders) {
        return with("--folders", folders);
    }

    /** Bytes per blob, block or message. */
    public Load size(long bytes) {
        return with("--size", bytes);
    }

    /** Entries per page of a list; messages per request. */
    public Load page(int entries) {
        return with("--page", entries);
    }

    public Load delimiter(String delimiter) {
        return with("--delimiter", delimiter);
    }

    /** How long messages are invisible after they are put or received. */
    public Load invisible(Duration time) {
        return with("--visibility", time.toSeconds());
    }

    /** Compares received contents with those that were written. */
    public Load verify() {
        return with("--verify", null);
    }

    /** If a connection breaks, its request fails instead of being sent again. */
    public Load once() {
        return with("--once", null);
    }

    /** Writes the index of each acknowledged request, or of each message that is read, to a file, one per line. */
    public Load logAcknowledged(Path file) {
        return with("--ack-log", file);
    }

    /** Writes the index of each blob that is missing or has other content to a file, one per line. */
    public Load logMissed(Path file) {
        return with("--miss-log", file);
    }

    /** Kills the process with SIGKILL as soon as that number of acknowledgments is read. */
    public Load killAfter(long pid, long acknowledgments) {
        return with("--kill", pid).with("--kill-after-acks", acknowledgments);
    }

    /** Kills the process with SIGKILL after a time. */
    public Load killAfter(long pid, Duration time) {
        return with("--kill", pid).with("--kill-after-ms", time.toMillis());
    }

    public LoadResult run() {
        return LoadResult.parse(generator.run(arguments));
    }

    /** Polls until every port has returned success. Returns the time of the last one, or null after the time limit. */
    public @Nullable Instant awaitReady() {
        String printed = generator.run(arguments);
        try {
            Readiness readiness = JSON.readValue(printed, Readiness.class);
            return readiness.ready() ? Instant.EPOCH.plus(readiness.epochMicros(), ChronoUnit.MICROS) : null;
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException("unexpected output of the load generator: " + printed, malformed);
        }
    }

    private Load with(String option, @Nullable Object value) {
        List<String> more = new ArrayList<>(arguments);
        more.add(option);
        if (value != null) {
            more.add(value.toString());
        }
        return new Load(generator, List.copyOf(more));
    }

    /** The output of the generator when it has waited for a server. */
    record Readiness(boolean ready, int status, long epochMicros) {}
}
