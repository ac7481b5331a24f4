package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.CountedFunctions;
import dev.nephelite.testing.Await;
import dev.nephelite.testing.StagedApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive is made by a JVM of low priority, which may take long on a busy machine. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClassArchiveTest {
    private static final Path PROGRAM = Nephelite.HOME.resolve("cli/target/nephelite.jar");
    private static final Pattern SHARED = Pattern.compile(" (\\S+) source: shared objects file");

    @TempDir
    private Path folder;

    private Path archive;

    @BeforeEach
    void prepare() throws IOException {
        archive = Files.createDirectory(folder.resolve("archives")).resolve("one.jsa");
    }

    @Test
    void what_the_first_start_leaves_behind_holds_the_classes_of_the_second_and_of_its_worker() throws Exception {
        assertThat(PROGRAM)
                .as("the packaged program, which Maven makes in its phase package")
                .exists();
        Path workerArchive = archive.resolveSibling("one-worker.jsa");
        try (Nephelite first = start(Map.of(), "-cp", PROGRAM.toString(), "-Dnephelite.archive=" + archive)) {
            Await.until("the archive is there", () -> Files.exists(archive));
            first.stop();
        }
        Path app = folder.resolve("app");
        new StagedApp(app, CountedFunctions.class, Map.of())
                .function("count", "count", "{\"type\":\"queueTrigger\",\"name\":\"message\",\"queueName\":\"work\"}");
        Path loaded = folder.resolve("loaded");
        Path loadedByWorker = folder.resolve("loaded-by-worker");
        List<String> options = List.of(
                "-cp",
                PROGRAM.toString(),
                "-Xshare:on",
                "-XX:SharedArchiveFile=" + archive,
                "-Dnephelite.worker.archive=" + workerArchive,
                logTo(loaded));
        try (Nephelite second =
                start(options, Map.of("JAVA_OPTS", logTo(loadedByWorker)), app.toString(), "--function-port=0")) {
            second.stop();
        }

        assertThat(classesOfArchive(loaded))
                .contains(
                        "dev.nephelite.emulator.http.server.HttpServer",
                        "io.undertow.server.protocol.http.HttpOpenListener",
                        "dev.nephelite.function.trigger.pump.MessagePump");
        assertThat(classesOfArchive(loadedByWorker))
                .contains(
                        "dev.nephelite.function.java.program.JavaWorkerMain",
                        "dev.nephelite.function.java.worker.JavaWorker",
                        "io.grpc.okhttp.OkHttpChannelBuilder");
        assertThat(archive.resolveSibling("draft")).doesNotExist();
    }

    private static String logTo(Path file) {
        return "-Xlog:class+load:file=\"" + file + "\"";
    }

    /** The names of the classes that a JVM did not have to parse. */
    private static List<String> classesOfArchive(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .map(SHARED::matcher)
                .filter(Matcher::find)
                .map(line -> line.group(1))
                .toList();
    }

    @Test
    void a_place_that_cannot_be_written_to_does_no_harm() throws Exception {
        Path noFolder = Files.createFile(folder.resolve("file")).resolve("one.jsa");
        String classPath = System.getProperty("java.class.path");
        try (Nephelite nephelite = start(Map.of(), "-cp", classPath, "-Dnephelite.archive=" + noFolder)) {
            nephelite.stop();

            assertThat(nephelite.output()).noneMatch(line -> line.contains("archive"));
        }
    }

    private Nephelite start(Map<String, String> environment, String... options) throws Exception {
        return start(List.of(options), environment);
    }

    private Nephelite start(List<String> options, Map<String, String> environment, String... arguments)
            throws Exception {
        Nephelite started = Nephelite.launch(options, folder.resolve("data"), environment, arguments);
        started.awaitLine(line -> line.equals(Nephelite.READY));
        return started;
    }
}
