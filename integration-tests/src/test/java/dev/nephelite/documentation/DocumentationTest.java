package dev.nephelite.documentation;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.nephelite.program.Nephelite;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command in a code block of the documents works as it is written, and prints what is shown below it. With
 * {@code -Dnephelite.documents=few}, those in README and "Getting started".
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands are those of a POSIX shell")
class DocumentationTest {
    /** Commands that are not run, with the reason. A command that begins with one of these is meant as well. */
    private static final Map<String, String> NOT_RUN = Map.ofEntries(
            entry("./mvnw verify", "it is the build that runs this test"),
            entry("./mvnw package -Dquick -pl cli -am", "the build has made what this makes"),
            entry("./mvnw package -Dquick -pl image -am", "it needs a registry"),
            entry("docker", "it needs a container engine"),
            entry("./mvnw install -Dquick -pl junit", "the build has made what this installs"),
            entry("./mvnw install -Dquick -pl maven-plugin", "the build has made what this installs"),
            entry("mvn -f samples/junit/pom.xml test", "the build runs these tests"),
            entry("mvn -f samples/hybrid/pom.xml verify", "the build runs this test"),
            entry("mvn -f samples/maven-plugin/pom.xml verify", "the build runs these tests"),
            entry("mvn -f samples/spring-boot/pom.xml test", "the build runs this test"),
            entry("./nephelite start samples/hybrid", "the test of the sample runs its functions"),
            entry("eval \"$(./nephelite env)\"", "it is for the API of the sample, which runs in its test"),
            entry("java -jar samples/hybrid", "the test of the sample runs its API"),
            entry("curl -d rain http://localhost:8080", "it calls the API of the sample, which runs in its test"),
            entry("curl http://localhost:8080", "it calls the API of the sample, which runs in its test"),
            entry("./mvnw -pl integration-tests -am test -Dtest=", "it repeats a test of this build for longer"),
            entry("./mvnw -pl emulator test -Dtest=", "it repeats a test of this build for longer"),
            entry("benchmarks/run", "it takes from minutes to hours, and measures"),
            entry("nephelite azurite", "AzuriteCommandTest runs it, on free ports"),
            entry("nephelite import --from-azurite", "ImportCommandTest runs it, on files that Azurite has written"),
            entry("nephelite profile", "it takes as long as it records, and nothing is called meanwhile"),
            entry("jdb", "it waits for what the reader types"),
            entry("mvn package azure-functions:run", "it needs Azure Functions Core Tools"),
            entry("cd integration-tests/javascript", "JavaScriptSdkTest runs these files"),
            entry("cd integration-tests/python", "PythonSdkTest runs these files"),
            entry("AZURE_STORAGE_CONNECTION_STRING=\"...\" python3 -m unittest", "PythonSdkTest runs these files"),
            entry("npm ci", "JavaScriptSdkTest runs it"),
            entry("AZURE_STORAGE_CONNECTION_STRING=\"...\" node --test", "JavaScriptSdkTest runs these files"));

    /** Programs of other people, without which a command is skipped. */
    private static final Set<String> CLIENTS = Set.of("az", "curl", "rclone");

    @TempDir
    private Path folder;

    private final List<Terminal> terminals = new ArrayList<>();

    @AfterEach
    void close() throws InterruptedException {
        for (Terminal terminal : terminals) {
            terminal.stop();
        }
    }

    @TestFactory
    Stream<DynamicContainer> a_command_works_as_it_is_documented() throws IOException {
        return tested().stream()
                .map(document ->
                        dynamicContainer(Nephelite.HOME.relativize(document).toString(), tests(document).stream()));
    }

    @Test
    void a_command_that_is_not_run_is_still_in_a_document() throws IOException {
        List<DocumentedCommand> all = new ArrayList<>();
        for (Path document : Documents.all()) {
            all.addAll(DocumentedCommand.in(document));
        }

        assertThat(NOT_RUN.keySet()).allSatisfy(start -> assertThat(all)
                .as("commands that begin with " + start)
                .anyMatch(command -> command.text().startsWith(start)));
    }

    private static List<Path> tested() throws IOException {
        return System.getProperty("nephelite.documents", "").equals("few")
                ? List.of(Nephelite.HOME.resolve("README.md"), Documents.page("getting-started"))
                : Documents.all();
    }

    private List<DynamicTest> tests(Path document) {
        List<DynamicTest> tests = new ArrayList<>();
        try {
            String name = Nephelite.HOME.relativize(document).toString().replace(File.separatorChar, '-');
            Path state = Files.createDirectory(folder.toRealPath().resolve(name));
            Terminal terminal = new Terminal(ReaderFolder.create(state.resolve("nephelite")), state);
            terminals.add(terminal);
            for (DocumentedCommand command : DocumentedCommand.in(document)) {
                if (NOT_RUN.keySet().stream().noneMatch(command.text()::startsWith)) {
                    tests.add(dynamicTest(command.place() + " " + command.text(), () -> {
                        requireInstalled(command.program());
                        terminal.run(command);
                    }));
                }
            }
            tests.add(dynamicTest("stop", terminal::stop));
        } catch (Exception | AssertionError unreadable) {
            tests.add(dynamicTest(document.toString(), () -> {
                throw unreadable;
            }));
        }
        return tests;
    }

    private static void requireInstalled(String program) {
        assumeFalse(System.getProperty("nephelite.clients", "").equals("none"), "no other programs are wanted");
        if (CLIENTS.contains(program)) {
            assumeTrue(isOnPath(program), program + " is not installed");
        }
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
