package dev.nephelite.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nephelite.cli.Main;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What shells complete. A shell that is not installed is skipped. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CompletionCommandTest {
    /** Completes the arguments behind the script, of which the last is not complete, and prints the candidates. */
    private static final String IN_BASH = """
            source "$1"; shift
            COMP_WORDS=(nephelite "$@"); COMP_CWORD=$#
            _complete_nephelite
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    /** The same in zsh, whose emulation of bash needs its system of completion. */
    private static final String IN_ZSH = """
            autoload -U compinit && compinit -u -d "$1.dump"
            """ + IN_BASH;

    private static final String IN_FISH = """
            source $argv[1]
            complete -C "nephelite $argv[2..]"
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int nephelite(String... args) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    /** Lets a shell complete words, and returns the first word of each line that it prints. */
    private List<String> complete(String shell, List<String> command, String words)
            throws IOException, InterruptedException {
        assumeTrue(isInstalled(shell), shell + " is not installed");
        assertThat(nephelite("completion", shell)).isZero();
        Path script = Files.writeString(folder.resolve("script"), out.toString());
        List<String> line = Stream.of(
                        command.stream(),
                        Stream.of(script.toString()),
                        Stream.of(words.replace("_", "").split(" ", -1)))
                .flatMap(part -> part)
                .toList();
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .directory(folder.toFile())
                .start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed.lines().map(each -> each.split("\\s", 2)[0]).toList();
    }

    private static boolean isInstalled(String shell) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(bin -> Files.isExecutable(Path.of(bin, shell)));
    }

    @ParameterizedTest
    @CsvSource({
        "stat, status",
        "start --blob-p, --blob-port",
        "start --durability _, process",
        "events --output _, json",
        "clock _, freeze",
        "config sh, show",
        "config show --or, --origin",
        "completion _, fish"
    })
    void bash_completes_commands_options_and_values(String words, String candidate) throws Exception {
        assertThat(complete("bash", List.of("bash", "-c", IN_BASH, "bash"), words))
                .contains(candidate);
    }

    @Test
    void zsh_loads_the_script_of_bash() throws Exception {
        assertThat(complete("zsh", List.of("zsh", "-f", "-c", IN_ZSH, "zsh"), "stat"))
                .contains("status");
    }

    @ParameterizedTest
    @CsvSource({
        "stat, status",
        "start --blob-p, --blob-port",
        "start --durability _, process",
        "events --output _, json",
        "clock _, freeze",
        "config sh, show",
        "config show --or, --origin",
        "completion _, fish"
    })
    void fish_completes_commands_options_and_values(String words, String candidate) throws Exception {
        assertThat(complete("fish", List.of("fish", "--no-config", "-c", IN_FISH), words))
                .contains(candidate);
    }

    @Test
    void another_shell_is_refused_with_those_there_are() {
        assertThat(nephelite("completion", "cmd")).isEqualTo(2);
        assertThat(err.toString()).contains("'cmd' is none of bash, zsh and fish.");
    }
}
