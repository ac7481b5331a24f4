package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.CountedFunctions;
import dev.nephelite.testing.Await;
import dev.nephelite.testing.StagedApp;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive is made by a JVM of low priority, which may take long on a busy machine. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClassArchiveTest {
    @TempDir
    private Path folder;

    private Path archive;

    @BeforeEach
    void prepare() throws IOException {
        archive = Files.createDirectory(folder.resolve("archives")).resolve("one.jsa");
    }

    @Test
    void what_the_first_start_leaves_behind_holds_the_classes_of_the_second() throws Exception {
        String classPath = packaged();
        Path loaded = folder.resolve("loaded");
        try (Nephelite first = start("-cp", classPath, "-Dnephelite.archive=" + archive)) {
            Await.until("the archive is there", () -> Files.exists(archive));
            first.stop();
        }
        Path app = folder.resolve("app");
        new StagedApp(app, CountedFunctions.class, Map.of())
                .function("count", "count", "{\"type\":\"queueTrigger\",\"name\":\"message\",\"queueName\":\"work\"}");
        List<String> options = List.of(
                "-cp",
                classPath,
                "-Xshare:on",
                "-XX:SharedArchiveFile=" + archive,
                "-Xlog:class+load:file=\"" + loaded + "\"");
        try (Nephelite second = start(options, app.toString(), "--function-port=0")) {
            second.stop();
        }

        assertThat(Files.readAllLines(loaded))
                .anyMatch(line ->
                        line.contains(" dev.nephelite.emulator.http.server.HttpServer source: shared objects file"))
                .anyMatch(line ->
                        line.contains(" io.undertow.server.protocol.http.HttpOpenListener source: shared objects file"))
                .anyMatch(line -> line.contains(".trigger.pump.MessagePump source: shared objects file"));
        assertThat(archive.resolveSibling("draft")).doesNotExist();
    }

    @Test
    void a_place_that_cannot_be_written_to_does_no_harm() throws Exception {
        Path noFolder = Files.createFile(folder.resolve("file")).resolve("one.jsa");
        String classPath = System.getProperty("java.class.path");
        try (Nephelite nephelite = start("-cp", classPath, "-Dnephelite.archive=" + noFolder)) {
            nephelite.stop();

            assertThat(nephelite.output()).noneMatch(line -> line.contains("archive"));
        }
    }

    private Nephelite start(String... options) throws Exception {
        return start(List.of(options));
    }

    private Nephelite start(List<String> options, String... arguments) throws Exception {
        Nephelite started = Nephelite.launch(options, folder.resolve("data"), Map.of(), arguments);
        started.awaitLine(line -> line.equals(Nephelite.READY));
        return started;
    }

    /** The class path of this test with every folder of classes in a jar, as a build packages it. */
    private String packaged() throws IOException {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .map(this::inJar)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Path inJar(Path entry) {
        if (!Files.isDirectory(entry)) {
            return entry;
        }
        try (Stream<Path> files = Files.walk(entry)) {
            // Not beside the others: a worker's jar beside them would be taken for one whose manifest names them.
            Path jar = Files.createTempDirectory(folder, "classes").resolve("classes.jar");
            try (OutputStream bytes = Files.newOutputStream(jar);
                    JarOutputStream entries = new JarOutputStream(bytes)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    entries.putNextEntry(
                            new JarEntry(entry.relativize(file).toString().replace('\\', '/')));
                    Files.copy(file, entries);
                }
            }
            return jar;
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
