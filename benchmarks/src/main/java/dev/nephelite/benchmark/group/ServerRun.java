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
 * One server's turn at a group of work: how to start it, what is to be done, and where the results go.
 *
 * @param work folder for everything that is written meanwhile
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
    private static final long MOST_WARM_UP_REQUESTS = 20_000;
    private static final int SMALL_PAGE = 100;

    public Subject subject() {
        return target.subject();
    }

    /** A server with nothing in it. */
    Server start() throws IOException {
        return start(target);
    }

    /** A server with nothing in it, that runs in another way than usual. */
    Server start(EmulatorTarget otherwise) throws IOException {
        return new Server(otherwise, work.resolve(subject().name().toLowerCase(Locale.ROOT)), loads, clock);
    }

    /** A server that has done enough of everything, for long enough, to be as fast as it gets; and is empty. */
    Server startWarm() throws IOException {
        Server server = start();
        warmUp(server.storage());
        return server;
    }

    /** Puts, gets and lists blobs, and sends and receives messages, each for the time of a step. Leaves nothing behind. */
    private void warmUp(Storage storage) {
        Duration step = settings.step();
        storage.createContainer(WARM_UP);
        long put = storage.blobs("PUT", WARM_UP)
                .clients(WARM_UP_CLIENTS)
                .atMost(step)
                .atMost(MOST_WARM_UP_REQUESTS)
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
                .atMost(MOST_WARM_UP_REQUESTS)
                .run();
        storage.deleteQueue(WARM_UP);
    }

    /** Lets the server do what it does in the background. */
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

    /** Records how many there were of what should not be. */
    void recordCount(ReportRow reportRow, long count) {
        record(reportRow, (double) count);
    }

    /** Records what has nothing to do with the server. */
    void recordCeiling(ReportRow reportRow, double value) {
        results.add(new Results.Sample(reportRow, Subject.MACHINE, value, 0, null));
    }

    /** Tells the reader of the table something about this server. */
    void note(String sentence) {
        results.note(subject().title() + ": " + sentence);
    }
}
