package dev.nephelite.program.crash;

import dev.nephelite.program.Nephelite;
import dev.nephelite.program.crash.ResetSteps.ResetEverything;
import java.io.IOException;
import java.net.http.HttpClient;
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
    private final EventPages events = new EventPages();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newFixedThreadPool(NUMBER);
    private final List<Future<?>> working = new ArrayList<>();
    private int found;

    /** Whether the last thing that was asked for is a reset of everything, which is done for all clients or for none. */
    private boolean resetIsOpen;

    Clients(long seed) {
        all = IntStream.range(0, NUMBER)
                .mapToObj(number -> new LoadedClient("client" + number, new Random(NUMBER * seed + number)))
                .toList();
    }

    /** Compares what is there with what has to be there. */
    void compare(Nephelite nephelite) throws Exception {
        Storage storage = Storage.of(nephelite, http);
        Map<String, List<String>> page = events.readOn(nephelite, storage);
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

    /** Compares the event log as a whole as well. */
    void compareEverything(Nephelite nephelite) throws Exception {
        compare(nephelite);
        events.requireUnchanged(nephelite);
    }

    /** Sends everybody to work. */
    void begin(Nephelite nephelite) throws IOException {
        Storage storage = Storage.of(nephelite, http);
        for (LoadedClient client : all) {
            working.add(threads.submit(() -> {
                client.work(storage);
                return true;
            }));
        }
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
        return acknowledged + " acknowledged steps, and " + found + " that were done and not acknowledged";
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
