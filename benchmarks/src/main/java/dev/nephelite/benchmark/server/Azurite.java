package dev.nephelite.benchmark.server;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.benchmark.report.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Azurite with a Node.js that it supports. Both are the newest versions at the time of their installation. */
public record Azurite(Path node, Path program, String version) implements EmulatorTarget {
    /** The npm package "node" contains Node.js. The machine may have an older version, which Azurite does not support. */
    private static final List<String> PACKAGES = List.of("azurite@latest", "node@22");

    /**
     * Finds Azurite in {@code folder}, or installs it there.
     *
     * @throws IOException if npm is missing, if the installation fails, or if the installed Node.js does not run
     */
    public static Azurite in(Path folder) throws IOException, InterruptedException {
        Path modules = folder.toAbsolutePath().normalize().resolve("node_modules");
        Path program = modules.resolve("azurite/dist/src/azurite.js");
        if (!Files.exists(program)) {
            install(folder);
        }
        Path node = modules.resolve(".bin/node");
        String nodeVersion = EmulatorTarget.output(List.of(node.toString(), "--version"));
        String version = new JsonMapper()
                .readTree(modules.resolve("azurite/package.json").toFile())
                .path("version")
                .asText();
        return new Azurite(node, program, version + " on Node.js " + nodeVersion);
    }

    @Override
    public Subject subject() {
        return Subject.AZURITE;
    }

    @Override
    public List<String> command(Path folder, Server.Ports ports) {
        return List.of(
                node.toString(),
                program.toString(),
                "--disableTelemetry",
                "--location",
                folder.toString(),
                "--blobPort",
                Integer.toString(ports.blob()),
                "--queuePort",
                Integer.toString(ports.queue()),
                "--tablePort",
                Integer.toString(ports.spare()));
    }

    private static void install(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>(List.of(
                "npm", "install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", folder.toString()));
        command.addAll(PACKAGES);
        EmulatorTarget.output(command);
    }
}
