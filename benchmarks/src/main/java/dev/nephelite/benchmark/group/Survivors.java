package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.server.Server;
import dev.nephelite.benchmark.server.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is left of a store after its server was killed and started again. */
final class Survivors {
    static final String PLACE = "durable";
    private static final int CLIENTS = 16;
    private static final int MOST_AT_ONCE = 32;
    private static final int LARGEST_PAGE = 5_000;
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final ServerRun serverRun;

    Survivors(ServerRun serverRun) {
        this.serverRun = serverRun;
    }

    /** A file in which the load generator logs. */
    Path log(String name) {
        return serverRun.work().resolve(name + ".log");
    }

    /** Starts the server again; false when it does not start, so that everything is gone. */
    boolean restart(Server server) throws IOException, InterruptedException {
        try {
            server.restart();
            return true;
        } catch (Server.StartFailedException unusable) {
            serverRun.note("did not start again after kill -9: " + unusable.getMessage() + ".");
            return false;
        }
    }

    /** How many of the blobs with these indexes are missing, or have another content. */
    long lostBlobs(Storage storage, List<Long> acknowledged) {
        if (acknowledged.isEmpty()) {
            return 0;
        }
        long last = acknowledged.stream().mapToLong(Long::longValue).max().getAsLong();
        storage.blobs("GET", PLACE)
                .clients(CLIENTS)
                .atMost(last + 1)
                .verify()
                .logMissed(log("missed"))
                .run();
        Set<Long> missed = new HashSet<>(read(log("missed")));
        return acknowledged.stream().filter(missed::contains).count();
    }

    /** The number of messages with these indexes that are lost. */
    long lostMessages(Storage storage, List<Long> acknowledged) {
        storage.messages("read", PLACE)
                .page(MOST_AT_ONCE)
                .invisible(AN_HOUR)
                .logAcknowledged(log("read"))
                .run();
        Set<Long> read = new HashSet<>(read(log("read")));
        return acknowledged.stream().filter(index -> !read.contains(index)).count();
    }

    /** How many blobs there are. */
    long blobs(Storage storage) {
        return storage.list(PLACE).page(LARGEST_PAGE).run().items();
    }

    /** The indexes in a log. */
    static List<Long> read(Path log) {
        try {
            return Files.readAllLines(log).stream().map(Long::valueOf).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
