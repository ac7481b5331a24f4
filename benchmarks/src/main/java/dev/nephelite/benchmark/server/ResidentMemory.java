package dev.nephelite.benchmark.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a process and those it started have in memory, as Linux counts it. */
final class ResidentMemory {
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");
    private static final double KIB_PER_MIB = 1024;

    private ResidentMemory() {}

    static double mib(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .mapToDouble(one -> mib(one.pid()))
                .sum();
    }

    private static double mib(long pid) {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(pid), "status"));
            return RESIDENT.matcher(status)
                            .results()
                            .map((MatchResult line) -> line.group(1))
                            .mapToDouble(Double::parseDouble)
                            .sum()
                    / KIB_PER_MIB;
        } catch (IOException ended) {
            return 0;
        }
    }
}
