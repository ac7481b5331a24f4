package dev.nephelite.program.crash;

import dev.nephelite.program.Nephelite;
import dev.nephelite.program.crash.CrashPlan.Round;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the program at any instant, under load and while it starts, and finds everything that it had acknowledged.
 *
 * <p>By hand, for as long as one likes: {@code -Dtest=CrashTest -Dnephelite.crash.rounds=500}.
 */
@Timeout(value = 1, unit = TimeUnit.DAYS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class CrashTest {
    private final CrashPlan plan = CrashPlan.ofThisRun();
    private final Clients clients = new Clients(plan.seed());

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path location;

    @TempDir
    private Path exports;

    private Duration startTime = Duration.ofMillis(500);

    @Test
    void after_any_kill_all_that_was_acknowledged_is_there_and_nothing_is_there_by_half() {
        System.out.println("Crash test: " + plan);
        try (clients) {
            for (int number = 1; number <= plan.rounds(); number++) {
                live(plan.round(number));
            }
            end();
            System.out.println("Crash test: " + clients);
        }
    }

    private void live(Round round) {
        try {
            for (double moment : round.interruptedStarts()) {
                interruptStart(moment);
            }
            @Nullable Duration reset = round.reset();
            if (reset != null) {
                try (Nephelite nephelite = start(round.durability())) {
                    clients.compare(nephelite);
                    clients.resetUntilKilled(nephelite, reset);
                }
            }
            @Nullable Duration snapshots = round.snapshots();
            if (snapshots != null) {
                try (Nephelite nephelite = start(round.durability())) {
                    clients.compare(nephelite);
                    clients.useSnapshotsUntilKilled(nephelite, snapshots);
                }
            }
            try (Nephelite nephelite = start(round.durability())) {
                clients.compare(nephelite);
                clients.begin(nephelite, round.comparesExport());
                nephelite.requireRunning(round.load());
                clients.requireAllWorking();
                if (round.comparesExport()) {
                    clients.awaitExport();
                }
                nephelite.kill();
                clients.end();
            }
            if (round.comparesExport()) {
                clients.compareExport(exports.resolve("round" + round.number()));
            }
        } catch (Exception | AssertionError wrong) {
            throw failure("In round " + round.number(), wrong);
        }
    }

    private void end() {
        try (Nephelite nephelite = start("process")) {
            clients.compareEverything(nephelite);
        } catch (Exception | AssertionError wrong) {
            throw failure("At the end", wrong);
        }
    }

    private Nephelite start(String durability) throws Exception {
        long begin = System.nanoTime();
        Nephelite nephelite = Nephelite.start(location, Map.of(), "--durability=" + durability);
        startTime = Duration.ofNanos(System.nanoTime() - begin);
        return nephelite;
    }

    private void interruptStart(double moment) throws Exception {
        try (Nephelite nephelite = Nephelite.launch(location, Map.of())) {
            nephelite.requireRunning(Duration.ofNanos((long) (moment * startTime.toNanos())));
            nephelite.kill();
        }
    }

    private AssertionError failure(String time, Throwable wrong) {
        return new AssertionError(
                time + " of " + plan + ", on the data folder " + location + ", which is kept: " + wrong.getMessage(),
                wrong);
    }
}
