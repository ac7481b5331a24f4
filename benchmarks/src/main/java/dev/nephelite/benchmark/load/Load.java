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
 * One piece of work for the load generator. Immutable: each method returns this work with one thing more said about it;
 * {@link #run} does it.
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

    /** The blob, the folder of blobs ending in a slash, or the queue; as a URL has it. */
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

    /** The process whose processor time is counted as the server's. */
    public Load server(long pid) {
        return with("--server", pid);
    }

    /** How many requests are in flight, each on a connection of its own. */
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

    /** Begins again with the first blob after so many. */
    public Load wrapAfter(long blobs) {
        return with("--wrap", blobs);
    }

    /** Spreads blobs over so many virtual folders. */
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

    /** How long messages that are put or got stay invisible. */
    public Load invisible(Duration time) {
        return with("--visibility", time.toSeconds());
    }

    /** Compares every content that comes with the one that was written. */
    public Load verify() {
        return with("--verify", null);
    }

    /** Lets a request fail whose connection is broken, instead of sending it again. */
    public Load once() {
        return with("--once", null);
    }

    /** Writes the index of each request that was acknowledged to a file, one per line; of each message when reading. */
    public Load logAcknowledged(Path file) {
        return with("--ack-log", file);
    }

    /** Writes the index of each blob that was missing or wrong to a file. */
    public Load logMissed(Path file) {
        return with("--miss-log", file);
    }

    /** Kills the process with SIGKILL as soon as the last of so many acknowledgements is read. */
    public Load killAfter(long pid, long acknowledgements) {
        return with("--kill", pid).with("--kill-after-acks", acknowledgements);
    }

    /** Kills the process with SIGKILL after some time of work. */
    public Load killAfter(long pid, Duration time) {
        return with("--kill", pid).with("--kill-after-ms", time.toMillis());
    }

    public LoadResult run() {
        return LoadResult.parse(generator.run(arguments));
    }

    /** Polls until every port has answered with success: when that was, or null if the time was over before. */
    public @Nullable Instant awaitReady() {
        String printed = generator.run(arguments);
        try {
            Readiness readiness = JSON.readValue(printed, Readiness.class);
            return readiness.ready() ? Instant.EPOCH.plus(readiness.epochMicros(), ChronoUnit.MICROS) : null;
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException("not an answer of the load generator: " + printed, malformed);
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

    /** What the generator prints about a server it waited for. */
    record Readiness(boolean ready, int status, long epochMicros) {}
}
