package dev.nephelite.cli.help;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A script with which fish completes a command line: a line for each command, option and value.
 *
 * @see <a href="https://fishshell.com/docs/current/cmds/complete.html">complete</a>
 */
public final class FishCompletion {
    private final String program;
    private final List<String> lines = new ArrayList<>();

    private FishCompletion(String program) {
        this.program = program;
    }

    /** Returns the script for a program and its subcommands. */
    public static String of(CommandLine root) {
        FishCompletion script = new FishCompletion(root.getCommandName());
        script.add(root, "__fish_use_subcommand");
        root.getSubcommands().forEach((name, command) -> script.addBelow(command, seen(name)));
        return script.lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private void addBelow(CommandLine command, String condition) {
        String names = String.join(" ", command.getSubcommands().keySet());
        add(command, names.isEmpty() ? condition : condition + "; and not " + seen(names));
        command.getSubcommands().forEach((name, below) -> addBelow(below, condition + "; and " + seen(name)));
    }

    private static String seen(String names) {
        return "__fish_seen_subcommand_from " + names;
    }

    /** Adds what can follow a command where {@code condition} is true. */
    private void add(CommandLine command, String condition) {
        command.getSubcommands()
                .forEach((name, below) -> line(
                        condition,
                        "-f -a " + name
                                + description(
                                        below.getCommandSpec().usageMessage().description())));
        command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> line(condition, option(option)));
        for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
            @Nullable String values = values(parameter);
            if (values != null) {
                line(condition, "-f -a " + values);
            }
        }
    }

    private void line(String condition, String rest) {
        lines.add("complete -c " + program + " -n " + quoted(condition) + " " + rest);
    }

    private static String option(OptionSpec option) {
        String names = Arrays.stream(option.names())
                .filter(name -> !name.startsWith("--") || name.equals(name.toLowerCase(Locale.ROOT)))
                .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
                .collect(Collectors.joining(" "));
        @Nullable String values = values(option);
        String value = option.arity().min() == 0 ? "" : values == null ? " -r" : " -x -a " + values;
        return names + value + description(option.description());
    }

    private static @Nullable String values(ArgSpec argument) {
        @Nullable Iterable<String> candidates = argument.completionCandidates();
        return candidates == null ? null : quoted(String.join(" ", candidates));
    }

    /** The first sentence, because a list of candidates has room for one line. */
    private static String description(String... description) {
        String text = String.join(" ", description);
        int end = text.indexOf(". ");
        return " -d " + quoted(end < 0 ? text : text.substring(0, end + 1));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
