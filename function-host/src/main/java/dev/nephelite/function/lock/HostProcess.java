package dev.nephelite.function.lock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The process of a host, as stored in the metadata of its locks. With it, the next host on the same machine notices
 * that the process has ended and does not wait for its leases to expire.
 *
 * @param machine identifies a machine and one boot of it
 * @param started in milliseconds since 1970, because process ids are reused
 */
record HostProcess(long pid, long started, String machine) {
    private static final Path LINUX_BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path LINUX_NUMBERS = Path.of("/proc/self/ns/pid");

    /** The operating system reports start times to within a few milliseconds, not always the same ones. */
    private static final long SAME_MILLIS = 2000;

    /** This process, if the operating system provides enough to identify it. */
    static Optional<HostProcess> current() {
        ProcessHandle process = ProcessHandle.current();
        return thisMachine()
                .flatMap(machine -> startOf(process).map(started -> new HostProcess(process.pid(), started, machine)));
    }

    /** On Linux, the boot id and the namespace of process ids; elsewhere, the start time of the first process. */
    private static Optional<String> thisMachine() {
        try {
            return Optional.of(Files.readString(LINUX_BOOT).strip() + "-"
                    + Files.readSymbolicLink(LINUX_NUMBERS).toString().replaceAll("\\D", ""));
        } catch (IOException | UnsupportedOperationException notLinux) {
            return ProcessHandle.of(1).flatMap(HostProcess::startOf).map(started -> "first-" + started);
        }
    }

    private static Optional<Long> startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli);
    }

    /** Parses {@link #toString}; empty for any other text. */
    static Optional<HostProcess> parse(String text) {
        String[] parts = text.split("/", 3);
        try {
            return parts.length == 3
                    ? Optional.of(new HostProcess(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]))
                    : Optional.empty();
        } catch (NumberFormatException foreign) {
            return Optional.empty();
        }
    }

    /** Whether this process has certainly ended, as seen from {@code observer}. */
    boolean hasEnded(HostProcess observer) {
        return machine.equals(observer.machine)
                && ProcessHandle.of(pid)
                        .filter(ProcessHandle::isAlive)
                        .flatMap(HostProcess::startOf)
                        .filter(start -> Math.abs(start - started) < SAME_MILLIS)
                        .isEmpty();
    }

    @Override
    public String toString() {
        return pid + "/" + started + "/" + machine;
    }
}
