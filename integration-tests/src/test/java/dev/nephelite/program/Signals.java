package dev.nephelite.program;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Which signals reach what the tests start. */
final class Signals {
    private Signals() {}

    /** A shell may have started us deaf to some signals, as it does in the background, and so is what we start. */
    static boolean isHeard(String signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return true;
        }
        int bit = Map.of("HUP", 0, "INT", 1, "TERM", 14).getOrDefault(signal, 0);
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> new BigInteger(line.substring("SigIgn:".length()).strip(), 16))
                .noneMatch(ignored -> ignored.testBit(bit));
    }
}
