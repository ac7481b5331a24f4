package dev.nephelite.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.cli.Main;
import dev.nephelite.program.Nephelite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The options, exit codes, messages and files that the documents name exist, and none of the first two is missing. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DocumentedFactsTest {
    /** Documents that name options of other programs throughout. */
    private static final Set<String> OF_OTHER_PROGRAMS = Set.of("CONTRIBUTING.md", "benchmark.md");

    private static final Set<String> OPTIONS_OF_OTHERS = Set.of("--add-exports", "--add-opens", "-Xmx1g");

    /** An option, or the verb behind the name of the product, at the beginning of a code span. */
    private static final Pattern NAMED =
            Pattern.compile("`(?:(?:\\./)?nephelite )?(--?[a-zA-Z][\\w-]*|(?<=nephelite )[a-z]+)");

    /** A command in a file of a build server, up to the command that it runs. */
    private static final Pattern RECIPE = Pattern.compile("nephelite/nephelite (\\w+ .*?) -- ");

    private static final Pattern EXIT_CODE = Pattern.compile("static final int \\w+ = (\\d+);");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```$");

    /** A message of the program in a document: a quotation, in which … stands for what differs. */
    private static final Pattern MESSAGE = Pattern.compile("(?m)^> (.+)$");

    @Test
    void an_option_or_a_verb_that_a_sentence_names_exists() throws IOException {
        Set<String> known = new HashSet<>(OPTIONS_OF_OTHERS);
        addNames(Main.commandLine(), known);
        List<String> unknown = new ArrayList<>();
        for (Path document : Documents.all()) {
            if (!OF_OTHER_PROGRAMS.contains(document.getFileName().toString())) {
                matches(NAMED, Files.readString(document))
                        .map(name -> name.group(1))
                        .filter(name -> !known.contains(name))
                        .forEach(name -> unknown.add(document.getFileName() + ": " + name));
            }
        }

        assertThat(unknown).isEmpty();
    }

    @Test
    void an_option_is_in_the_reference_and_a_hidden_one_where_users_of_other_tools_look() throws IOException {
        String reference = Files.readString(Documents.page("cli"));
        String others = Files.readString(Documents.page("coming-from-azurite"))
                + Files.readString(Documents.page("coming-from-func"));
        List<String> missing = options(Main.commandLine())
                .flatMap(option ->
                        names(option).filter(name -> !(option.hidden() ? others : reference).contains("`" + name)))
                .toList();

        assertThat(missing).isEmpty();
    }

    @Test
    void a_recipe_for_a_build_server_is_a_valid_command_line() throws IOException {
        List<String> recipes = matches(RECIPE, Files.readString(Documents.page("ci")))
                .map(recipe -> recipe.group(1))
                .toList();

        assertThat(recipes).hasSize(3).allSatisfy(recipe -> Main.commandLine().parseArgs(recipe.split(" ", -1)));
    }

    @Test
    void an_exit_code_is_in_the_reference() throws IOException {
        String reference = Files.readString(Documents.page("cli"));
        Path source = Nephelite.HOME.resolve("cli/src/main/java/dev/nephelite/cli/process/ExitCodes.java");

        assertThat(matches(EXIT_CODE, Files.readString(source)).map(code -> code.group(1)))
                .isNotEmpty()
                .allMatch(code -> reference.contains("\n| " + code + " |"));
    }

    @Test
    void a_message_that_a_document_quotes_is_one_of_the_program() throws IOException {
        String literals = literals();
        List<String> unknown = new ArrayList<>();
        for (Path document : Documents.all()) {
            matches(MESSAGE, Files.readString(document))
                    .flatMap(message -> Stream.of(message.group(1).split("…", -1)))
                    .map(String::strip)
                    .filter(part -> !literals.contains(part))
                    .forEach(part -> unknown.add(document.getFileName() + ": " + part));
        }

        assertThat(unknown).isEmpty();
    }

    @Test
    void a_link_leads_to_a_file_and_to_a_heading_in_it() throws IOException {
        List<Path> documents = new ArrayList<>(Documents.all());
        documents.add(Nephelite.HOME.resolve("CHANGELOG.md"));
        documents.addAll(Documents.in(Nephelite.HOME.resolve("docs/decisions")));
        List<String> broken = new ArrayList<>();
        for (Path document : documents) {
            matches(LINK, Files.readString(document))
                    .map(link -> link.group(1))
                    .filter(link -> !link.contains("://") && !leadsSomewhere(document, link))
                    .forEach(link -> broken.add(document.getFileName() + ": " + link));
        }

        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Path document, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        try {
            return Files.exists(target)
                    && (parts.length == 1
                            || matches(
                                            HEADING,
                                            BLOCK.matcher(Files.readString(target))
                                                    .replaceAll(""))
                                    .anyMatch(
                                            heading -> anchor(heading.group(1)).equals(parts[1])));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What GitHub makes of a heading. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-');
    }

    /** The text of all sources that print messages, with the parts of a literal put together. */
    private static String literals() throws IOException {
        StringBuilder text = new StringBuilder(Files.readString(Nephelite.HOME.resolve("nephelite")));
        for (String module : List.of(
                "emulator", "blob-emulator", "queue-emulator", "java-worker", "function-host", "local-cloud", "cli")) {
            try (Stream<Path> files = Files.walk(Nephelite.HOME.resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    text.append(Files.readString(file));
                }
            }
        }
        return text.toString().replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\"");
    }

    private static void addNames(CommandLine command, Set<String> names) {
        names.add(command.getCommandName());
        options(command).flatMap(DocumentedFactsTest::names).forEach(names::add);
        names.addAll(command.getSubcommands().keySet());
    }

    /** The names of an option, and those that negate it. */
    private static Stream<String> names(OptionSpec option) {
        return Stream.of(option.names())
                .flatMap(name ->
                        option.negatable() ? Stream.of(name, name.replaceFirst("^--", "--no-")) : Stream.of(name));
    }

    private static Stream<OptionSpec> options(CommandLine command) {
        return Stream.concat(
                command.getCommandSpec().options().stream(),
                command.getSubcommands().values().stream().flatMap(DocumentedFactsTest::options));
    }

    private static Stream<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().collect(Collectors.toList()).stream();
    }
}
