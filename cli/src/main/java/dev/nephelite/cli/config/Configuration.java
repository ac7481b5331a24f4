package dev.nephelite.cli.config;

import dev.nephelite.cli.config.ConfigFile.Entry;
import dev.nephelite.emulator.value.NearestName;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What the environment and the configuration file set for one command. The environment takes precedence over the file, and
 * options of the command line over both.
 *
 * @param values by the names of settings
 */
public record Configuration(Map<String, Value> values) {
    /**
     * Settings that {@code exec} takes only from its command line and from its own section of the file, so that a run of tests
     * does not disturb a program that was started with the same file.
     */
    private static final Set<String> NOT_SHARED_WITH_EXEC = Set.of(
            "location",
            "durability",
            "in-memory",
            "endpoints-file",
            "blob-port",
            "queue-port",
            "control-port",
            "function-port");

    private static final String IN_MEMORY = "in-memory";

    /** What contradicts {@value #IN_MEMORY}. */
    private static final Set<String> ON_DISK = Set.of("location", "durability");

    public Configuration {
        values = Map.copyOf(values);
    }

    /** A command that starts a cloud. */
    public enum Target {
        START,
        EXEC
    }

    /** What sets a value, the weakest source first. */
    public enum Source {
        DEFAULT,
        APP,
        FILE,
        ENVIRONMENT
    }

    /**
     * The value of a setting, as the command line would have it.
     *
     * @param place where it is set, for people
     */
    public record Value(String text, Source source, String place) {}

    /**
     * Reads what is set.
     *
     * @param target the command
     * @param settings the settings of each command
     * @param isGiven whether the command line has the option of a setting
     * @throws InvalidConfigException if the file has unknown settings, or values of the wrong kind, or contradictions
     */
    public static Configuration of(
            Target target,
            Function<Target, List<Setting>> settings,
            Predicate<Setting> isGiven,
            Map<String, String> environment,
            Optional<ConfigFile> file) {
        file.ifPresent(present -> requireKnown(present, settings));
        Map<String, Value> values = new LinkedHashMap<>();
        Set<String> given = new HashSet<>();
        for (Setting setting : settings.apply(target)) {
            if (isGiven.test(setting)) {
                given.add(setting.name());
            } else {
                value(target, setting, environment, file).ifPresent(value -> values.put(setting.name(), value));
            }
        }
        if (given.contains(IN_MEMORY)) {
            values.keySet().removeAll(ON_DISK);
        } else if (!Collections.disjoint(given, ON_DISK)) {
            values.remove(IN_MEMORY);
        } else {
            settleContradiction(values);
        }
        return new Configuration(values);
    }

    /** Whether a switch is set, and on. */
    public boolean isOn(String name) {
        @Nullable Value value = values.get(name);
        return value != null && Boolean.parseBoolean(value.text());
    }

    private static Optional<Value> value(
            Target target, Setting setting, Map<String, String> environment, Optional<ConfigFile> file) {
        boolean isShared = target == Target.START || !NOT_SHARED_WITH_EXEC.contains(setting.name());
        String variable = environment.getOrDefault(setting.variable(), "");
        if (isShared && !variable.isBlank()) {
            return Optional.of(new Value(variable, Source.ENVIRONMENT, setting.variable() + " in the environment"));
        }
        return file.flatMap(present -> {
            @Nullable Entry own = target == Target.EXEC ? present.execSettings().get(setting.name()) : null;
            @Nullable Entry shared = isShared ? present.settings().get(setting.name()) : null;
            @Nullable Entry entry = own == null ? shared : own;
            return entry == null ? Optional.empty() : present.value(setting, entry);
        });
    }

    private static void requireKnown(ConfigFile file, Function<Target, List<Setting>> settings) {
        file.settings().forEach((name, entry) -> {
            if (find(name, settings.apply(Target.START)).isEmpty()) {
                throw unknown(
                        file.place(entry.line()),
                        name,
                        settings.apply(Target.START),
                        find(name, settings.apply(Target.EXEC))
                                .map(ofExec -> "It is one of 'nephelite exec'. Indent it below 'exec:'."));
            }
        });
        file.execSettings().forEach((name, entry) -> {
            if (find(name, settings.apply(Target.EXEC)).isEmpty()) {
                throw unknown(
                        file.place(entry.line()),
                        name,
                        settings.apply(Target.EXEC),
                        find(name, settings.apply(Target.START))
                                .map(ofStart -> "'nephelite exec' has none of this name. Move it out of 'exec:'."));
            }
        });
    }

    private static Optional<Setting> find(String name, List<Setting> settings) {
        return settings.stream().filter(setting -> setting.name().equals(name)).findFirst();
    }

    /**
     * Refuses a setting.
     *
     * @param known those that could be meant
     * @param remedy what to do; empty if the name is unknown everywhere
     */
    private static InvalidConfigException unknown(
            String place, String name, List<Setting> known, Optional<String> remedy) {
        Optional<String> meant = known.stream()
                .filter(setting -> setting.isNamed(name))
                .map(Setting::name)
                .findFirst()
                .or(() -> NearestName.of(name, known.stream().map(Setting::name).toList()));
        return new InvalidConfigException(
                place,
                "There is no setting '" + name + "'. "
                        + remedy.or(() -> meant.map(guess -> "Did you mean " + guess + "?"))
                                .orElse("'nephelite config show' lists the settings."));
    }

    /** Lets the stronger source decide whether data is on disk or in memory. */
    private static void settleContradiction(Map<String, Value> values) {
        @Nullable Value memory = values.get(IN_MEMORY);
        if (memory == null || !Boolean.parseBoolean(memory.text())) {
            return;
        }
        for (String name : ON_DISK) {
            @Nullable Value disk = values.get(name);
            if (disk == null) {
                continue;
            }
            if (disk.source() == memory.source()) {
                throw new InvalidConfigException(
                        memory.place(),
                        "'" + IN_MEMORY + "' and '" + name + "' contradict each other. Leave one of them out.");
            }
            values.remove(disk.source().compareTo(memory.source()) > 0 ? IN_MEMORY : name);
        }
    }

    /** The value of an option; empty if neither the environment nor the file sets it. */
    Optional<Value> value(OptionSpec option) {
        return Setting.nameOf(option).map(values::get);
    }
}
