package dev.nephelite.cli.command.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.blob.store.BlobInspector;
import dev.nephelite.cli.command.config.EffectiveSettings;
import dev.nephelite.cli.command.doctor.Finding.Level;
import dev.nephelite.cli.config.Configuration.Source;
import dev.nephelite.cli.options.OptionRemedies;
import dev.nephelite.cli.output.FailureText;
import dev.nephelite.cli.remote.EndpointsFile;
import dev.nephelite.cli.remote.RemoteProgram;
import dev.nephelite.cli.remote.RemoteServer.NotRunningException;
import dev.nephelite.cloud.AddressUnavailableException;
import dev.nephelite.cloud.CloudService;
import dev.nephelite.cloud.PortUnavailableException;
import dev.nephelite.emulator.store.disk.DataDamagedException;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.DataFolderException;
import dev.nephelite.emulator.store.repair.FolderInspection;
import dev.nephelite.emulator.store.repair.FolderReport;
import dev.nephelite.queue.store.QueueInspector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks of what a start would open: its data folder and its ports, or the program that has them already.
 *
 * @param temporary the folder for temporary files
 */
record ServiceChecks(EffectiveSettings settings, Path temporary) {
    private static final String DATA = "Data folder";

    /** More takes too long for a quick check. */
    private static final long MOST_BYTES = 100L << 20;

    List<Finding> run() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        if (Boolean.parseBoolean(settings.value("in-memory"))) {
            findings.add(Finding.ok(DATA, "none: all data is in memory"));
        } else {
            Path location = Path.of(settings.value("location")).toAbsolutePath().normalize();
            Path endpoints = location.resolve(EndpointsFile.FILE);
            Optional<Finding> running = Files.exists(endpoints) ? running(endpoints) : Optional.empty();
            if (running.isPresent()) {
                // It has the folder and the ports, so that a second start is not meant to work.
                return List.of(running.get());
            }
            findings.add(Finding.ok("Program", "none runs on " + location));
            findings.add(data(location));
        }
        findings.add(port(CloudService.BLOB, "blob-host", "blob-port"));
        findings.add(port(CloudService.QUEUE, "queue-host", "queue-port"));
        findings.add(controlPort());
        if (settings.app() != null) {
            findings.add(port(CloudService.FUNCTIONS, "function-address", "function-port"));
        }
        return findings;
    }

    /** The state of the program that has written a file; empty if it has ended, for example because it was killed. */
    private static Optional<Finding> running(Path endpoints) throws InterruptedException {
        String check = "Program";
        try {
            EndpointsFile published = EndpointsFile.read(endpoints);
            JsonNode status = new JsonMapper()
                    .readTree(RemoteProgram.publishedIn(published, endpoints)
                            .resource("/v1/status")
                            .get());
            String program = "process " + published.pid() + " runs at " + published.control();
            return Optional.of(
                    status.path("status").asText().equals("ready")
                            ? Finding.ok(check, program + " and is ready")
                            : Finding.warning(
                                    check,
                                    program + " and is not ready: "
                                            + status.path("message").asText()));
        } catch (NotRunningException ended) {
            return Optional.empty();
        } catch (IOException unclear) {
            return Optional.of(Finding.fault(check, FailureText.of(unclear)));
        }
    }

    private Finding data(Path location) {
        try {
            if (isNew(location)) {
                return Finding.ok(DATA, location + " will be created by a start");
            }
            if (!Files.isWritable(location)) {
                return Finding.fault(
                        DATA,
                        location + " cannot be written to: permission denied. Change its permissions, or choose another"
                                + " folder with --location.");
            }
            Optional<String> older = DataFolder.olderFormat(location);
            if (older.isPresent()) {
                return Finding.warning(
                        DATA,
                        location + " is in format " + older.get() + ". A start will upgrade it to format "
                                + DataFolder.currentFormat() + ", which older versions cannot open.");
            }
            if (size(location) > MOST_BYTES) {
                return Finding.ok(DATA, location + " is large; 'nephelite verify' reads all of it");
            }
            FolderReport report = FolderInspection.verify(
                    location, temporary, List.of(new BlobInspector(), new QueueInspector()), step -> {});
            return report.isSound()
                    ? Finding.ok(DATA, location + " is sound")
                    : Finding.fault(
                            DATA,
                            location + " is damaged. 'nephelite verify' lists what is, and 'nephelite repair' makes the"
                                    + " folder usable again.");
        } catch (DataFolderException | DataDamagedException unusable) {
            return Finding.fault(DATA, OptionRemedies.describe(unusable));
        } catch (IOException unreadable) {
            return Finding.fault(DATA, FailureText.of(unreadable));
        }
    }

    private static boolean isNew(Path location) throws IOException {
        if (!Files.exists(location)) {
            return true;
        }
        try (Stream<Path> files = Files.list(location)) {
            return files.findAny().isEmpty();
        }
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private Finding port(CloudService service, String host, String port) {
        String check = "Port of the " + service.text();
        int number = Integer.parseInt(settings.value(port));
        try {
            service.requireAvailable(settings.value(host), number);
            return Finding.ok(check, number == 0 ? "a free one is chosen" : number + " is free");
        } catch (PortUnavailableException unavailable) {
            return Finding.fault(check, FailureText.of(OptionRemedies.portInUse(unavailable)));
        } catch (AddressUnavailableException unavailable) {
            return Finding.fault(check, OptionRemedies.describe(unavailable));
        }
    }

    /** If the port is in use and nobody has chosen it, a start picks a free one. */
    private Finding controlPort() {
        Finding found = port(CloudService.CONTROL, "control-host", "control-port");
        boolean isChosen = settings.lines().stream()
                .anyMatch(line -> line.setting().name().equals("control-port") && line.source() != Source.DEFAULT);
        return found.level() == Level.OK || isChosen
                ? found
                : Finding.ok(found.check(), settings.value("control-port") + " is in use, so a free one is chosen");
    }
}
