package dev.nephelite.cli.command.doctor;

import dev.nephelite.cli.output.FailureText;
import dev.nephelite.cli.output.Quantities;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks of the machine: its Java, names, proxies and disks.
 *
 * @param environment the environment variables
 * @param temporary the folder for temporary files
 */
record MachineChecks(Map<String, String> environment, Path temporary) {
    private static final int OLDEST_JAVA = 17;
    private static final long LITTLE_SPACE = 1L << 30;
    private static final long TOO_LITTLE_SPACE = 50L << 20;
    private static final String ARCHIVE_OPTION = "-XX:SharedArchiveFile=";
    private static final List<String> PROXIES = List.of("http_proxy", "all_proxy");

    Finding java() {
        String java = Runtime.version() + " in " + System.getProperty("java.home");
        return Runtime.version().feature() < OLDEST_JAVA
                ? Finding.fault("Java", java + " is too old. Set JAVA_HOME to a JDK " + OLDEST_JAVA + " or newer.")
                : Finding.ok("Java", java);
    }

    /** The archive with which starts are faster. Only the launcher asks for one. */
    Optional<Finding> classArchive() {
        String check = "Class archive";
        if (System.getProperty("nephelite.archive") != null) {
            return Optional.of(
                    Finding.ok(check, "there is none yet; the next start makes it, so later ones are faster"));
        }
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith(ARCHIVE_OPTION))
                .findFirst()
                .map(option -> Finding.ok(check, option.substring(ARCHIVE_OPTION.length())));
    }

    Finding localhost() {
        String check = "localhost";
        try {
            return localhost(InetAddress.getAllByName("localhost"));
        } catch (UnknownHostException unknown) {
            return Finding.fault(
                    check,
                    "this name has no address. Add the line '127.0.0.1 localhost' to the hosts file of the system.");
        }
    }

    static Finding localhost(InetAddress... addresses) {
        String check = "localhost";
        String found = String.join(
                ", ", Arrays.stream(addresses).map(InetAddress::getHostAddress).toList());
        if (!Arrays.stream(addresses).allMatch(InetAddress::isLoopbackAddress)) {
            return Finding.fault(
                    check, "it is " + found + ", which is not this machine. Correct the hosts file of the system.");
        }
        return Arrays.stream(addresses).anyMatch(Inet4Address.class::isInstance)
                ? Finding.ok(check, found)
                : Finding.warning(
                        check,
                        "it is only " + found + ". Programs that listen on 127.0.0.1 are not found by this name; use"
                                + " 127.0.0.1 instead, or add the line '127.0.0.1 localhost' to the hosts file.");
    }

    /** A proxy cannot reach this machine's loopback address, so clients that use it do not find the services. */
    Finding proxies() {
        String check = "Proxies";
        Optional<String> proxy = PROXIES.stream()
                .flatMap(name -> Stream.of(name.toUpperCase(Locale.ROOT), name))
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .findFirst();
        if (proxy.isEmpty()) {
            return Finding.ok(check, "none for HTTP");
        }
        List<String> exceptions = Stream.of("NO_PROXY", "no_proxy")
                .flatMap(name -> Stream.of(environment.getOrDefault(name, "").split(",", -1)))
                .map(String::strip)
                .toList();
        return exceptions.contains("*") || exceptions.containsAll(List.of("localhost", "127.0.0.1"))
                ? Finding.ok(check, proxy.get() + " is set, and NO_PROXY excepts this machine")
                : Finding.warning(
                        check,
                        proxy.get() + " is set without an exception for this machine, so many clients send requests to"
                                + " localhost there. Set NO_PROXY=localhost,127.0.0.1.");
    }

    /**
     * The free space for a folder.
     *
     * @param folder need not exist yet
     */
    Finding space(String check, Path folder) {
        @Nullable Path existing = folder.toAbsolutePath().normalize();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            long free = existing == null ? 0 : Files.getFileStore(existing).getUsableSpace();
            String found = Quantities.bytes(free) + " are free in " + existing;
            if (free < TOO_LITTLE_SPACE) {
                return Finding.fault(check, found + ". Make room there.");
            }
            return free < LITTLE_SPACE
                    ? Finding.warning(check, found + ", which is little. Make room there.")
                    : Finding.ok(check, found);
        } catch (IOException unknown) {
            return Finding.warning(check, "the free space is not known: " + FailureText.reason(unknown) + ".");
        }
    }

    /** What killed processes have left in the folder for temporary files. */
    Finding leftovers() {
        String check = "Leftovers";
        try (Stream<Path> files = Files.list(temporary)) {
            long count = files.filter(file -> file.getFileName().toString().startsWith("nephelite-"))
                    .count();
            return count == 0
                    ? Finding.ok(check, "none in " + temporary)
                    : Finding.warning(
                            check,
                            "nephelite-* in " + temporary + " matches " + count
                                    + " files and folders. Those that no running Nephelite uses can be deleted.");
        } catch (IOException unreadable) {
            return Finding.fault(
                    check,
                    "the folder for temporary files, " + temporary + ", cannot be read: "
                            + FailureText.reason(unreadable)
                            + ". Name another one with NEPHELITE_JAVA_OPTS=-Djava.io.tmpdir=DIR.");
        }
    }
}
