package dev.nephelite.cli.process;

import dev.nephelite.function.admin.AdminPaths;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A port cannot be opened. The message says why, names the program that has it where possible, and the remedy. */
public final class PortInUseException extends RuntimeException {
    /**
     * A port that cannot be opened.
     *
     * @param option the option that chooses another port
     * @param freePorts the options that choose all ports that another Nephelite has by default
     */
    public PortInUseException(String purpose, int port, String option, String freePorts, Throwable cause) {
        super(
                "Port " + port + " for the " + purpose + " "
                        + (isForbidden(cause) ? forbidden(option) : inUse(port, option, freePorts)),
                cause);
    }

    private static boolean isForbidden(Throwable cause) {
        return String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("permission denied");
    }

    private static String forbidden(String option) {
        return "cannot be opened: permission denied. Ports below 1024 are often reserved; " + another(option);
    }

    private static String inUse(int port, String option, String freePorts) {
        Optional<PortOwner> holder = PortOwner.of(port);
        if (holder.filter(PortOwner::isNephelite).isPresent() || PortOwner.isNephelite(port)) {
            String pid = holder.map(known -> ", pid " + known.pid()).orElse("");
            String kill = holder.map(known -> ", or kill " + known.pid()).orElse("");
            return "is in use by another Nephelite" + pid + ". Stop that one (Ctrl-C where it runs" + kill
                    + "), or give this one ports of its own with " + freePorts + ".";
        }
        return "is in use" + holder.map(known -> " by " + known.description()).orElse("")
                + ". Close the program that has it, or " + another(option);
    }

    private static String another(String option) {
        return "choose another port with " + option + " (0 picks a free one).";
    }

    /**
     * The process that listens on a port, where the system tells that to anybody: on Linux, in {@code /proc}.
     *
     * @param command its command line; empty if the process has just ended
     */
    public record PortOwner(String pid, String command) {
        private static final Path PROC = Path.of("/proc");
        private static final String LISTENING = "0A";
        private static final int ADDRESS = 1;
        private static final int STATE = 3;
        private static final int INODE = 9;
        private static final int MAX_COMMAND_LENGTH = 80;
        private static final List<String> OWN_PROGRAM = List.of("/nephelite.jar ", " dev.nephelite.cli.Main ");

        private static final Duration ANSWER = Duration.ofSeconds(2);

        /** Returns the process, if it can be found. */
        public static Optional<PortOwner> of(int port) {
            Set<String> sockets = sockets(port);
            return sockets.isEmpty()
                    ? Optional.empty()
                    : processes()
                            .filter(process -> holds(process, sockets))
                            .findFirst()
                            .map(process -> new PortOwner(process.getFileName().toString(), command(process)));
        }

        /** What people know the process by, such as {@code pid 4711 (java -jar app.jar)}. */
        public String description() {
            String brief = command.length() <= MAX_COMMAND_LENGTH
                    ? command
                    : command.substring(0, MAX_COMMAND_LENGTH).strip() + " …";
            return "pid " + pid + (brief.isEmpty() ? "" : " (" + brief + ")");
        }

        /** Whether the process is Nephelite, as far as its command line tells. */
        public boolean isNephelite() {
            return OWN_PROGRAM.stream().anyMatch((command + " ")::contains);
        }

        /** Whether a service of Nephelite answers on a port of this machine over plain HTTP. */
        public static boolean isNephelite(int port) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port + AdminPaths.HOSTED_FUNCTIONS))
                    .timeout(ANSWER)
                    .build();
            try {
                HttpResponse<String> response = HttpClient.newBuilder()
                        .connectTimeout(ANSWER)
                        .build()
                        .send(request, HttpResponse.BodyHandlers.ofString());
                boolean isStorage =
                        response.headers().firstValue("Server").orElse("").startsWith("Nephelite");
                return isStorage || response.body().contains("\"triggerType\"");
            } catch (IOException ignored) {
                // Whatever has the port, it does not speak HTTP.
                return false;
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        private static Set<String> sockets(int port) {
            String wanted = String.format(Locale.ROOT, ":%04X", port);
            Set<String> sockets = new HashSet<>();
            for (String table : List.of("tcp", "tcp6")) {
                try (Stream<String> lines = Files.lines(PROC.resolve("net").resolve(table))) {
                    lines.map(line -> line.strip().split("\\s+", -1))
                            .filter(fields -> fields.length > INODE
                                    && fields[ADDRESS].endsWith(wanted)
                                    && fields[STATE].equals(LISTENING))
                            .forEach(fields -> sockets.add("socket:[" + fields[INODE] + "]"));
                } catch (IOException elsewhere) {
                    // Another system, or one without IPv6.
                }
            }
            return sockets;
        }

        private static Stream<Path> processes() {
            return ProcessHandle.allProcesses().map(process -> PROC.resolve(Long.toString(process.pid())));
        }

        private static boolean holds(Path process, Set<String> sockets) {
            try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
                for (Path descriptor : open) {
                    if (sockets.contains(Files.readSymbolicLink(descriptor).toString())) {
                        return true;
                    }
                }
            } catch (IOException notOurs) {
                // A process of somebody else, or one that has just ended.
            }
            return false;
        }

        private static String command(Path process) {
            try {
                return Files.readString(process.resolve("cmdline"))
                        .replaceAll("[\\p{Cntrl}\\s]+", " ")
                        .strip();
            } catch (IOException gone) {
                return "";
            }
        }
    }
}
