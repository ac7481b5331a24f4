package dev.nephelite.program.pair;

import dev.nephelite.program.Nephelite;
import dev.nephelite.program.pair.PairPlan.Round;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Two programs that run one app, each in a process of its own, on storage that is neither's. */
final class HostPair implements AutoCloseable {
    private final Path folder;
    private final Path app;
    private final Map<String, String> environment;
    private Nephelite first;
    private Nephelite second;

    /** Starts both and returns when they are ready. */
    HostPair(Path folder, Path app, Map<String, String> environment) throws IOException, InterruptedException {
        this.folder = folder;
        this.app = app;
        this.environment = environment;
        first = launch("first");
        second = launch("second");
        awaitReady();
    }

    /** Kills the hosts that {@code round} names, and starts them again at once. */
    void kill(Round round) throws IOException, InterruptedException {
        if (round.killsFirst()) {
            first.kill();
            first = launch("first");
        }
        if (round.killsSecond()) {
            second.kill();
            second = launch("second");
        }
    }

    private void awaitReady() throws InterruptedException {
        first.awaitLine(line -> line.equals(Nephelite.READY));
        second.awaitLine(line -> line.equals(Nephelite.READY));
    }

    private Nephelite launch(String name) throws IOException {
        return Nephelite.launch(folder.resolve(name), environment, app.toString());
    }

    /** Asks both to end; returns their exit codes. */
    List<Integer> stop() throws InterruptedException {
        return List.of(first.stop(), second.stop());
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }

    @Override
    public String toString() {
        return "first host:\n%s\nsecond host:\n%s"
                .formatted(String.join("\n", first.output()), String.join("\n", second.output()));
    }
}
