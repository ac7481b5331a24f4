package dev.nephelite.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.nephelite.cli.Main;
import dev.nephelite.program.Nephelite;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
import picocli.CommandLine;

/** Every command in a code block of README and docs works as it is written, and prints what is shown below it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands are those of a POSIX shell")
class DocumentationTest {
    /** Commands that are not run, with the reason. A command that begins with one of these is meant as well. */
    private static final Map<String, String> NOT_RUN = Map.of(
            "./mvnw verify", "it is the build that runs this test",
            "./mvnw -pl integration-tests -am test -Dtest=", "it repeats a test of this build for longer",
            "./mvnw -pl emulator test -Dtest=", "it repeats a test of this build for longer",
            "benchmarks/run", "it takes from minutes to hours, and measures",
            "mvn package azure-functions:run", "it needs Azure Functions Core Tools",
            "cd integration-tests/javascript", "JavaScriptSdkTest runs these files",
            "cd integration-tests/python", "PythonSdkTest runs these files",
            "AZURE_STORAGE_CONNECTION_STRING=\"...\" python3 -m unittest", "PythonSdkTest runs these files",
            "npm ci", "JavaScriptSdkTest runs it",
            "AZURE_STORAGE_CONNECTION_STRING=\"...\" node --test", "JavaScriptSdkTest runs these files");

    /** Programs of other people, without which a command is skipped. */
    private static final Set<String> CLIENTS = Set.of("az", "curl", "rclone");

    /** An option, or the verb behind the name of the product, at the beginning of a code span. */
    private static final Pattern NAMED =
            Pattern.compile("`(?:(?:\\./)?nephelite )?(--?[a-zA-Z][\\w-]*|(?<=nephelite )[a-z]+)");

    private static final Set<String> OPTIONS_OF_OTHERS = Set.of("--add-opens", "-Xmx1g");

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
        return documents()
                .map(document ->
                        dynamicContainer(Nephelite.HOME.relativize(document).toString(), tests(document).stream()));
    }

    @Test
    void a_command_that_is_not_run_is_still_in_a_document() throws IOException {
        List<DocumentedCommand> all = new ArrayList<>();
        for (Path document : documents().toList()) {
            all.addAll(DocumentedCommand.in(document));
        }

        assertThat(NOT_RUN.keySet()).allSatisfy(start -> assertThat(all)
                .as("commands that begin with " + start)
                .anyMatch(command -> command.text().startsWith(start)));
    }

    @Test
    void an_option_or_a_verb_that_a_sentence_names_exists() throws IOException {
        Set<String> known = new HashSet<>(OPTIONS_OF_OTHERS);
        addNames(Main.commandLine(), known);
        List<String> unknown = new ArrayList<>();
        for (Path document :
                List.of(Nephelite.HOME.resolve("README.md"), Nephelite.HOME.resolve("docs/functions.md"))) {
            NAMED.matcher(Files.readString(document))
                    .results()
                    .map(name -> name.group(1))
                    .filter(name -> !known.contains(name))
                    .forEach(unknown::add);
        }

        assertThat(unknown).isEmpty();
    }

    private static void addNames(CommandLine command, Set<String> names) {
        names.add(command.getCommandName());
        command.getCommandSpec().options().forEach(option -> names.addAll(List.of(option.names())));
        command.getSubcommands().values().forEach(subcommand -> addNames(subcommand, names));
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

    private static Stream<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        for (String name : List.of("README.md", "CONTRIBUTING.md")) {
            documents.add(Nephelite.HOME.resolve(name));
        }
        documents.addAll(markdown(Nephelite.HOME.resolve("docs")));
        try (Stream<Path> samples = Files.list(Nephelite.HOME.resolve("samples"))) {
            for (Path sample : samples.sorted().toList()) {
                documents.addAll(markdown(sample));
            }
        }
        return documents.stream();
    }

    private static List<Path> markdown(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .collect(Collectors.toList());
        }
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
