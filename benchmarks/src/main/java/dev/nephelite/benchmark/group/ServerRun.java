package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.load.LoadGenerator;
import dev.nephelite.benchmark.load.LoadResult;
import dev.nephelite.benchmark.report.ReportRow;
import dev.nephelite.benchmark.report.Results;
import dev.nephelite.benchmark.report.Subject;
import dev.nephelite.benchmark.server.EmulatorTarget;
import dev.nephelite.benchmark.server.Server;
import dev.nephelite.benchmark.server.Storage;
import dev.nephelite.emulator.time.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Measures one server with one group: starts it and records the results.
 *
 * @param work folder for data, logs and other temporary files
 */
public record ServerRun(
        EmulatorTarget target,
        BenchmarkSettings settings,
        Results results,
        LoadGenerator loads,
        Clock clock,
        Path work) {
    private static final String WARM_UP = "warm-up";
    private static final int WARM_UP_CLIENTS = 16;
    private static final long MAX_WARM_UP_REQUESTS = 20_000;
    private static final int SMALL_PAGE = 100;

    public Subject subject() {
        return target.subject();
    }

    /** Starts a server with an empty data folder. */
    Server start() throws IOException {
        return start(target);
    }

    /** Starts a server with an empty data folder and another command, for example with a function app. */
    Server start(EmulatorTarget other) throws IOException {
        return start(other, subject().name().toLowerCase(Locale.ROOT));
    }

    /** Starts a server like {@link #start(EmulatorTarget)} beside others, with its data in a folder of that name. */
    Server start(EmulatorTarget other, String folder) throws IOException {
        return new Server(other, work.resolve(folder), loads, clock);
    }

    /** Starts a server and warms it up. It is empty afterwards. */
    Server startWarm() throws IOException {
        Server server = start();
        warmUp(server.storage());
        return server;
    }

    /** Puts, gets and lists blobs, and sends and receives messages, each for the time of a step. Leaves nothing behind. */
    void warmUp(Storage storage) {
        Duration step = settings.step();
        storage.createContainer(WARM_UP);
        long put = storage.blobs("PUT", WARM_UP)
                .clients(WARM_UP_CLIENTS)
                .atMost(step)
                .atMost(MAX_WARM_UP_REQUESTS)
                .run()
                .ok();
        storage.blobs("GET", WARM_UP)
                .clients(WARM_UP_CLIENTS)
                .atMost(step)
                .wrapAfter(Math.max(1, put))
                .run();
        storage.list(WARM_UP).page(SMALL_PAGE).run();
        storage.deleteContainer(WARM_UP);
        storage.createQueue(WARM_UP);
        storage.messages("roundtrip", WARM_UP)
                .clients(WARM_UP_CLIENTS)
                .atMost(step)
                .atMost(MAX_WARM_UP_REQUESTS)
                .run();
        storage.deleteQueue(WARM_UP);
    }

    /** Waits until the server has probably finished its background work. */
    void rest() throws InterruptedException {
        clock.sleep(settings.rest());
    }

    void record(ReportRow reportRow, double value) {
        results.add(new Results.Sample(reportRow, subject(), value, 0, null));
    }

    void record(ReportRow reportRow, double value, LoadResult load) {
        results.add(new Results.Sample(reportRow, subject(), value, load.problems(), load));
    }

    /** Records requests per second. */
    void recordRate(ReportRow reportRow, LoadResult load) {
        record(reportRow, load.rate(), load);
    }

    /** Records the number of lost or returned blobs or messages. */
    void recordCount(ReportRow reportRow, long count) {
        record(reportRow, (double) count);
    }

    /** Records a measurement of the machine, without the server. */
    void recordCeiling(ReportRow reportRow, double value) {
        results.add(new Results.Sample(reportRow, Subject.MACHINE, value, 0, null));
    }

    /** Adds a note about this server below the table. */
    void note(String sentence) {
        results.note(subject().title() + ": " + sentence);
    }
}
