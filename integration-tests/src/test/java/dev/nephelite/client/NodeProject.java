package dev.nephelite.client;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Programs for Node.js with the libraries that they need, which only one class of tests uses.
 *
 * @param folder with a {@code package-lock.json}
 */
public record NodeProject(Path folder) {
    private static final int OLDEST_NODE = 20;

    /**
     * Returns {@code node} once the libraries are there, or skips the test that needs it.
     *
     * @param environment what it finds in its environment, besides what is there anyway
     */
    public Program require(Map<String, String> environment) throws IOException, InterruptedException {
        Program node = Program.require("node", folder, environment);
        String version = node.run("--version").strip();
        int major = Integer.parseInt(version.replaceAll("v(\\d+)\\..*", "$1"));
        assumeTrue(major >= OLDEST_NODE, "node is " + version + ", and the libraries need " + OLDEST_NODE);
        install();
        return node;
    }

    /** Fetches what the lock file names, unless an earlier run has done so. */
    private void install() throws IOException, InterruptedException {
        Program npm = Program.require("npm", folder, Map.of());
        Path installed = folder.resolve("node_modules/.package-lock.json");
        if (!Files.exists(installed) || isOlder(installed, folder.resolve("package-lock.json"))) {
            npm.run("ci", "--prefer-offline");
        }
    }

    private static boolean isOlder(Path file, Path other) throws IOException {
        return Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(other)) < 0;
    }
}
