package dev.nephelite.cli.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The job of a terminal that this process belongs to. Ctrl-C reaches all processes of the job in the foreground, so what
 * this process has started has been interrupted as well, and a second signal could be taken for a second Ctrl-C.
 */
final class TerminalJob {
    private static final Path STATUS = Path.of("/proc/self/stat");
    private static final int PROCESS_GROUP = 2;
    private static final int FOREGROUND_GROUP = 5;

    private TerminalJob() {}

    /** Whether Ctrl-C in a terminal reaches this process. */
    static boolean isInForeground() {
        try {
            return Files.exists(STATUS) ? isInForeground(Files.readString(STATUS)) : askPs();
        } catch (IOException noProcesses) {
            // Windows, where each program of a console gets Ctrl-C.
            return true;
        }
    }

    /**
     * Reads the state of a process on Linux.
     *
     * @param status what follows the last parenthesis are fields, separated by spaces
     */
    static boolean isInForeground(String status) {
        String[] fields = status.substring(status.lastIndexOf(')') + 1).strip().split(" ", -1);
        return fields[PROCESS_GROUP].equals(fields[FOREGROUND_GROUP]);
    }

    private static boolean askPs() throws IOException {
        Process ps = new ProcessBuilder(
                        "ps",
                        "-o",
                        "pgid=",
                        "-o",
                        "tpgid=",
                        "-p",
                        Long.toString(ProcessHandle.current().pid()))
                .start();
        String groups = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> numbers = Arrays.asList(groups.strip().split("\\s+", -1));
        return numbers.size() == 2 && numbers.get(0).equals(numbers.get(1));
    }
}
