package dev.nephelite.cli.help;

import dev.nephelite.cli.options.AccessOptions;
import dev.nephelite.cli.options.ControlOptions;
import dev.nephelite.cli.options.HostingOptions;
import dev.nephelite.cli.options.LogOptions;
import dev.nephelite.cli.options.StorageOptions;
import dev.nephelite.cli.options.TlsOptions;
import java.lang.reflect.Member;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The help of {@code nephelite start}, whose options are in the groups of docs/cli.md. */
public final class StartHelp extends Help {
    private static final int WIDTH = 80;
    private static final String INDENT = "  ";
    private static final String INDENT_OF_DESCRIPTION = "        ";

    /** An option that belongs to none of the groups before the last is in the last. */
    private static final List<Group> GROUPS = List.of(
            new Group("Storage", Set.of(StorageOptions.class), Set.of("--seed")),
            new Group("Control plane", Set.of(ControlOptions.class), Set.of()),
            new Group("Access", Set.of(AccessOptions.class, TlsOptions.class), Set.of()),
            new Group(
                    "Function app",
                    Set.of(HostingOptions.class),
                    Set.of("--script-root", "--no-build", "--no-reload", "--storage-only")),
            new Group("Log", Set.of(LogOptions.class), Set.of()),
            new Group("Start and debugging", Set.of(), Set.of()));

    public StartHelp(CommandSpec command, ColorScheme colors) {
        super(command, colors);
    }

    /**
     * Options that are listed under a heading.
     *
     * @param declaredIn the classes that declare them
     * @param others the names of those that are declared elsewhere
     */
    private record Group(String heading, Set<Class<?>> declaredIn, Set<String> others) {
        boolean has(OptionSpec option) {
            return others.contains(option.longestName())
                    || (option.userObject() instanceof Member field && declaredIn.contains(field.getDeclaringClass()));
        }

        static Group of(OptionSpec option) {
            return GROUPS.stream()
                    .filter(group -> group.has(option))
                    .findFirst()
                    .orElse(GROUPS.get(GROUPS.size() - 1));
        }
    }

    @Override
    public String parameterList() {
        return commandSpec().positionalParameters().stream()
                .map(parameter -> entry(parameter.paramLabel(), parameter))
                .collect(Collectors.joining());
    }

    @Override
    public String optionList() {
        return GROUPS.stream().map(this::section).collect(Collectors.joining());
    }

    private String section(Group group) {
        return commandSpec().options().stream()
                .filter(option -> !option.hidden() && Group.of(option).equals(group))
                .map(option -> entry(names(option) + value(option), option))
                .collect(Collectors.joining("", String.format("%n%s:%n", group.heading()), ""));
    }

    private static String entry(String title, ArgSpec argument) {
        return String.format("%s%s%n%s", INDENT, title, wrapped(description(argument)));
    }

    /** The names in Nephelite's own spelling. Azurite's and those of other tools have capital letters within. */
    private static String names(OptionSpec option) {
        Stream<String> names = Arrays.stream(option.names())
                .filter(name -> !name.startsWith("--") || name.equals(name.toLowerCase(Locale.ROOT)));
        Stream<String> opposites =
                option.negatable() ? Stream.of("--no-" + option.longestName().substring(2)) : Stream.of();
        return Stream.concat(names, opposites).collect(Collectors.joining(", "));
    }

    private static String value(OptionSpec option) {
        if (option.arity().max() == 0 || option.negatable()) {
            return "";
        }
        String label = option.paramLabel() + (option.arity().max() > 1 ? "..." : "");
        return option.arity().min() == 0 ? "[=" + label + "]" : " " + label;
    }

    private static String description(ArgSpec argument) {
        String description = String.join(" ", argument.description());
        @Nullable String value = argument.defaultValue();
        return value == null || argument.showDefaultValue() == Visibility.NEVER
                ? description
                : description + " Default: " + value + ".";
    }

    /** Breaks lines at spaces only, so that names of options and files stay whole. */
    private static String wrapped(String text) {
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() + 1 + word.length() > WIDTH) {
                lines.append(line).append(System.lineSeparator());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? INDENT_OF_DESCRIPTION : " ").append(word);
        }
        return lines.append(line).append(System.lineSeparator()).toString();
    }
}
