package dev.nephelite.benchmark;

import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.program.Nephelite;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How long {@code ./nephelite start} takes with an app of 40 functions, from the command to the line that it is ready. */
public final class ColdStart {
    private static final int FUNCTIONS = 40;
    private static final int STARTS = 11;

    private ColdStart() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("cold-start");
        Path app = folder.resolve("app");
        new ManyFunctions(app, FUNCTIONS).stage();
        // The first start makes the archive of classes; all others find it.
        List<Duration> took = new ArrayList<>();
        for (int start = 0; start < STARTS; start++) {
            took.add(start(app, folder.resolve("data" + start)));
        }
        System.out.println("milliseconds, in the order of the starts: "
                + took.stream().map(Duration::toMillis).toList());
        System.out.println(
                "median " + took.stream().sorted().toList().get(STARTS / 2).toMillis());
    }

    private static Duration start(Path app, Path data) throws IOException, InterruptedException {
        try (SystemClock clock = new SystemClock()) {
            Instant begun = clock.now();
            Process process = new ProcessBuilder(
                            Nephelite.HOME.resolve("nephelite").toString(),
                            "start",
                            app.toString(),
                            "--location=" + data,
                            "--blob-port=0",
                            "--queue-port=0",
                            "--function-port=0")
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                String line = lines.readLine();
                while (line != null && !line.equals(Nephelite.READY)) {
                    line = lines.readLine();
                }
                return Duration.between(begun, clock.now());
            } finally {
                process.destroy();
                process.waitFor();
            }
        }
    }
}
