package dev.nephelite.cli.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * An option that the configuration file and an environment variable can set, too.
 *
 * @param option the option of the command line
 */
public record Setting(OptionSpec option) {
    private static final String DASHES = "--";

    /** Options that are about one run, or that another option stands for. */
    private static final Set<String> OF_ONE_RUN =
            Set.of("help", "version", "config", "background", "exit-with-parent", "offline", "enable-json-output");

    private static final Set<String> SECRETS = Set.of("password");

    /** The settings of a command, in the order of its options. */
    public static List<Setting> of(CommandSpec command) {
        return command.options().stream()
                .filter(option -> nameOf(option).isPresent())
                .map(Setting::new)
                .toList();
    }

    /** The name of the setting that an option is; empty if it is none. */
    static Optional<String> nameOf(OptionSpec option) {
        return ownNames(option)
                .max(Comparator.comparingInt(String::length))
                .map(name -> name.substring(DASHES.length()))
                .filter(name -> !option.hidden() && !OF_ONE_RUN.contains(name));
    }

    /** What the setting is called in the file: the longest name of the option, without its dashes. */
    public String name() {
        return nameOf(option).orElseThrow();
    }

    /** The environment variable that sets it. */
    public String variable() {
        return "NEPHELITE_" + name().toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** Whether the command line has an option of this name for it. */
    boolean isNamed(String name) {
        return List.of(option.names()).contains(DASHES + name);
    }

    /** Whether its value must not be printed. */
    public boolean isSecret() {
        return SECRETS.contains(name());
    }

    /** Whether it is either on or off. */
    public boolean isSwitch() {
        return option.type() == boolean.class || option.type() == Boolean.class;
    }

    /** Whether it is a number. */
    public boolean isNumber() {
        return option.type() == int.class || option.type() == Integer.class;
    }

    /** Whether it has several values. */
    public boolean isList() {
        return option.isMultiValue();
    }

    /** Whether it can be on without a value, which is then {@link OptionSpec#fallbackValue}. */
    public boolean isValueOptional() {
        return !isSwitch() && option.arity().min() == 0;
    }

    boolean isPath() {
        return option.type() == Path.class;
    }

    /** The names in Nephelite's own spelling. Azurite's and those of other tools have capital letters within. */
    private static Stream<String> ownNames(OptionSpec option) {
        return Arrays.stream(option.names())
                .filter(name -> name.startsWith(DASHES) && name.equals(name.toLowerCase(Locale.ROOT)));
    }
}
