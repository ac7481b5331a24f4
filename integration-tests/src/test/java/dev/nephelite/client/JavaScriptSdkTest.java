package dev.nephelite.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nephelite.blob.BlobFeatures;
import dev.nephelite.sdk.Emulators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Runs the tests in {@code integration-tests/javascript}, which are written against the libraries for JavaScript. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JavaScriptSdkTest {
    private static final int OLDEST_NODE = 20;
    private static final Path FOLDER = Path.of("javascript").toAbsolutePath();

    @Test
    void the_libraries_for_javascript_find_what_they_expect() throws Exception {
        runTests(BlobFeatures.NONE);
    }

    @Test
    void they_find_what_blobs_and_containers_leave_behind() throws Exception {
        runTests(new BlobFeatures(true, 7), "history.js");
    }

    private static void runTests(BlobFeatures features, String... files) throws Exception {
        try (Emulators emulators = new Emulators(features)) {
            Program node = node(Map.of("AZURE_STORAGE_CONNECTION_STRING", emulators.connectionString()));
            install();
            List<String> command = new ArrayList<>(List.of("--test", "--test-reporter=spec"));
            command.addAll(List.of(files));

            String report = node.run(command.toArray(String[]::new));

            assertThat(report).containsPattern("\\bpass [1-9]");
        }
    }

    private static Program node(Map<String, String> environment) throws IOException, InterruptedException {
        Program node = Program.require("node", FOLDER, environment);
        String version = node.run("--version").strip();
        int major = Integer.parseInt(version.replaceAll("v(\\d+)\\..*", "$1"));
        assumeTrue(major >= OLDEST_NODE, "node is " + version + ", and the libraries need " + OLDEST_NODE);
        return node;
    }

    /** Fetches what the lock file names, unless an earlier run has done so. */
    private static void install() throws IOException, InterruptedException {
        Program npm = Program.require("npm", FOLDER, Map.of());
        Path installed = FOLDER.resolve("node_modules/.package-lock.json");
        if (!Files.exists(installed) || isOlder(installed, FOLDER.resolve("package-lock.json"))) {
            npm.run("ci", "--prefer-offline");
        }
    }

    private static boolean isOlder(Path file, Path other) throws IOException {
        return Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(other)) < 0;
    }
}
