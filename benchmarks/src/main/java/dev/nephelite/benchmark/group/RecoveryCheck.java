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

/** Restarts a killed server and counts the acknowledged blobs and messages that it has lost. */
final class RecoveryCheck {
    static final String NAME = "durable";
    private static final int CLIENTS = 16;
    private static final int MAX_BATCH_SIZE = 32;
    private static final int MAX_PAGE_SIZE = 5_000;
    private static final Duration ONE_HOUR = Duration.ofHours(1);

    private final ServerRun serverRun;

    RecoveryCheck(ServerRun serverRun) {
        this.serverRun = serverRun;
    }

    /** The path of a log of the load generator. */
    Path log(String name) {
        return serverRun.work().resolve(name + ".log");
    }

    /** Starts the server again. Returns false if it does not start, in which case everything is lost. */
    boolean restart(Server server) throws IOException, InterruptedException {
        try {
            server.restart();
            return true;
        } catch (Server.StartFailedException failure) {
            serverRun.note("did not start again after kill -9: " + failure.getMessage() + ".");
            return false;
        }
    }

    /** The number of blobs with these indexes that are missing or have other content. */
    long lostBlobs(Storage storage, List<Long> acknowledged) {
        if (acknowledged.isEmpty()) {
            return 0;
        }
        long last = acknowledged.stream().mapToLong(Long::longValue).max().getAsLong();
        storage.blobs("GET", NAME)
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
        storage.messages("read", NAME)
                .page(MAX_BATCH_SIZE)
                .invisible(ONE_HOUR)
                .logAcknowledged(log("read"))
                .run();
        Set<Long> read = new HashSet<>(read(log("read")));
        return acknowledged.stream().filter(index -> !read.contains(index)).count();
    }

    /** The number of blobs. */
    long blobs(Storage storage) {
        return storage.list(NAME).page(MAX_PAGE_SIZE).run().items();
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
