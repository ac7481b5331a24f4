package dev.nephelite.program.crash;

import dev.nephelite.program.Nephelite;
import dev.nephelite.program.crash.ResetSteps.ResetEverything;
import dev.nephelite.testing.Await;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** All clients of the program, which work at the same time. */
final class Clients implements AutoCloseable {
    private static final int NUMBER = 4;
    /** Ends a test that hangs; no assertion depends on it. */
    private static final long HANG_SECONDS = 600;

    private final List<LoadedClient> all;
    private final Administrator administrator;
    private final EventPages events = new EventPages();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newFixedThreadPool(NUMBER + 1);
    private final List<Future<?>> working = new ArrayList<>();
    private int found;

    /** Whether the last thing that was asked for is a reset of everything, which is done for all clients or for none. */
    private boolean resetIsOpen;

    Clients(long seed) {
        all = IntStream.range(0, NUMBER)
                .mapToObj(number -> new LoadedClient("client" + number, new Random(NUMBER * seed + number)))
                .toList();
        administrator = new Administrator(all, new Random(-1 - seed));
    }

    /** Compares what is there with what has to be there. */
    void compare(Nephelite nephelite) throws Exception {
        Storage storage = Storage.of(nephelite, http);
        Map<String, List<String>> page = events.readOn(nephelite, storage);
        administrator.settle(storage, page.getOrDefault(EventPages.SNAPSHOTS, List.of()));
        List<Callable<Boolean>> comparisons = new ArrayList<>();
        for (LoadedClient client : all) {
            comparisons.add(() -> client.compare(storage, page.getOrDefault(client.name(), List.of())));
        }
        long owners = all.stream()
                .filter(client -> !client.ledger().state().isEmpty())
                .count();
        int done = 0;
        for (Future<Boolean> comparison : threads.invokeAll(comparisons)) {
            done += result(comparison) ? 1 : 0;
        }
        if (resetIsOpen && done != 0 && done != owners) {
            throw new AssertionError("a reset was done for " + done + " of " + owners + " clients");
        }
        resetIsOpen = false;
        found += done;
    }

    /** Removes everything of all clients, kills the program meanwhile, and waits until it is gone. */
    void resetUntilKilled(Nephelite nephelite, Duration moment) throws Exception {
        Storage storage = Storage.of(nephelite, http);
        Step reset = new ResetEverything();
        all.forEach(LoadedClient::forgetMessages);
        all.forEach(client -> client.ledger().begin(reset));
        Future<?> sent = threads.submit(() -> {
            try {
                reset.send(storage);
                all.forEach(client -> client.ledger().acknowledge());
            } catch (IOException theProgramIsGone) {
                // The reset stays open.
            }
            return true;
        });
        resetIsOpen = true;
        nephelite.requireRunning(moment);
        nephelite.kill();
        result(sent);
    }

    /** Saves, loads and deletes snapshots, kills the program meanwhile, and waits until it is gone. */
    void useSnapshotsUntilKilled(Nephelite nephelite, Duration moment) throws Exception {
        Storage storage = Storage.of(nephelite, http);
        all.forEach(LoadedClient::forgetMessages);
        Future<?> snapshots = threads.submit(() -> {
            administrator.workAlone(storage);
            return true;
        });
        nephelite.requireRunning(moment);
        if (snapshots.isDone()) {
            result(snapshots);
            throw new AssertionError("a connection was lost while the program ran");
        }
        nephelite.kill();
        result(snapshots);
    }

    /** Waits until everything has been exported since the last comparison of an export. */
    void awaitExport() throws Exception {
        Await.until("there is an export", () -> {
            requireAllWorking();
            return administrator.hasExport();
        });
    }

    /** Imports the last export that was acknowledged, and compares what is there. */
    void compareExport(Path folder) throws Exception {
        administrator.compareExport(folder, http);
    }

    /** Compares the event log as a whole as well. */
    void compareEverything(Nephelite nephelite) throws Exception {
        compare(nephelite);
        events.requireUnchanged(nephelite);
    }

    /**
     * Sends everybody to work.
     *
     * @param exports whether everything is exported soon
     */
    void begin(Nephelite nephelite, boolean exports) throws IOException {
        Storage storage = Storage.of(nephelite, http);
        for (LoadedClient client : all) {
            working.add(threads.submit(() -> {
                client.work(storage);
                return true;
            }));
        }
        working.add(threads.submit(() -> {
            administrator.workBesideClients(storage, exports);
            return true;
        }));
    }

    /** Requires that no client has been refused or cut off. */
    void requireAllWorking() throws Exception {
        for (Future<?> client : working) {
            if (client.isDone()) {
                result(client);
                throw new AssertionError("a connection was lost while the program ran");
            }
        }
    }

    /** Waits until everybody has noticed that the program is gone. */
    void end() throws Exception {
        for (Future<?> client : working) {
            result(client);
        }
        working.clear();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    @Override
    public String toString() {
        long acknowledged =
                all.stream().mapToLong(client -> client.ledger().acknowledged()).sum();
        return acknowledged + " acknowledged steps, and " + found + " that were done and not acknowledged; "
                + administrator;
    }

    private static <T> T result(Future<T> future) throws InterruptedException, TimeoutException, IOException {
        try {
            return future.get(HANG_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof AssertionError wrong) {
                throw wrong;
            }
            throw new AssertionError(failed);
        }
    }
}
