package dev.nephelite.function.lock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The process of a host, as the metadata of its locks tell it: so the next host on the same machine sees that it has died,
 * and need not wait until its leases are over.
 *
 * @param machine tells it from others, and one start of it from the next
 * @param started in milliseconds since 1970; another process may get the same number later
 */
record HostProcess(long pid, long started, String machine) {
    private static final Path LINUX_BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path LINUX_NUMBERS = Path.of("/proc/self/ns/pid");

    /** The system tells when a process was started to a few milliseconds, not always to the same ones. */
    private static final long SAME_MILLIS = 2000;

    /** This process, where the system tells enough to know it again. */
    static Optional<HostProcess> current() {
        ProcessHandle process = ProcessHandle.current();
        return thisMachine()
                .flatMap(machine -> startOf(process).map(started -> new HostProcess(process.pid(), started, machine)));
    }

    /** On Linux a start of the system and a space of process numbers, else the first process. */
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

    /** Reads {@link #toString}; nothing when it is something else. */
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

    /** Whether it is certain that this process is no more, as far as {@code observer} can see it. */
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
