package dev.nephelite.benchmark.group;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The times that single requests took, one after the other, with a pause in between. */
final class Latencies {
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final List<Long> nanos = new ArrayList<>();

    void time(ServerRun serverRun, Request request) throws IOException, InterruptedException {
        serverRun.clock().sleep(PAUSE);
        long begun = System.nanoTime();
        request.send();
        nanos.add(System.nanoTime() - begun);
    }

    double p99Millis() {
        List<Long> sorted = nanos.stream().sorted().toList();
        return sorted.get(sorted.size() * 99 / 100) / 1e6;
    }

    @FunctionalInterface
    interface Request {
        void send() throws IOException;
    }
}
