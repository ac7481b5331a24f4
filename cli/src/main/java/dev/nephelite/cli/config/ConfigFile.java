package dev.nephelite.cli.config;

import dev.nephelite.cli.config.Configuration.Source;
import dev.nephelite.cli.config.Configuration.Value;
import dev.nephelite.cli.config.YamlFile.InvalidYamlException;
import dev.nephelite.cli.output.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The configuration file of a project, as it was read. It has settings by name, and those of {@code nephelite exec} in a section
 * of their own.
 *
 * @param path what it is called in messages
 */
public record ConfigFile(Path path, Map<String, Entry> settings, Map<String, Entry> execSettings) {
    /** What the file is called. */
    public static final String NAME = "nephelite.yml";

    /** The environment variable that names another file. */
    public static final String VARIABLE = "NEPHELITE_CONFIG";

    /** The data folder of a start that names none. */
    public static final String USUAL_DATA_FOLDER = ".nephelite";

    static final String EXEC = "exec";

    private static final String REPOSITORY = ".git";
    private static final Set<String> TRUE = Set.of("true", "yes", "on");

    /**
     * A setting in the file.
     *
     * @param values its value, or the values in its list
     * @param isList whether it is written as a list
     * @param truth the value, if it is true or false; otherwise null
     */
    record Entry(
            int line,
            List<String> values,
            boolean isList,
            @Nullable Boolean truth) {}

    /**
     * The file that is used: the one that the command line or {@value #VARIABLE} names; otherwise the one beside the app that the
     * command line names; otherwise the one in the current folder, or in the nearest folder above it in the same repository.
     *
     * @param named by the command line; null if it names none
     * @param app the folder or file of the app; null if the command line names none
     * @throws InvalidConfigException if it has a mistake, or was named and cannot be read
     */
    public static Optional<ConfigFile> find(@Nullable Path named, @Nullable Path app, Map<String, String> environment) {
        if (named != null) {
            return Optional.of(read(named));
        }
        String variable = environment.getOrDefault(VARIABLE, "");
        if (!variable.isBlank()) {
            return Optional.of(read(Path.of(variable)));
        }
        return beside(app).or(ConfigFile::nearest).map(ConfigFile::read);
    }

    /** The data folder of a command that names none: that of the environment, of the configuration file, or the usual one. */
    public static Path dataFolder(Map<String, String> environment) {
        String variable = environment.getOrDefault("NEPHELITE_LOCATION", "");
        if (!variable.isBlank()) {
            return Path.of(variable);
        }
        return find(null, null, environment)
                .flatMap(file -> Optional.ofNullable(file.settings().get("location"))
                        .filter(entry -> !entry.isList())
                        .map(entry -> file.path().resolveSibling(entry.values().get(0))))
                .orElse(Path.of(USUAL_DATA_FOLDER));
    }

    /** Whether it is in the current folder. */
    public boolean isHere() {
        return path.getParent() == null;
    }

    /**
     * The value of a setting; empty if the setting is switched off where it could have a value.
     *
     * @throws InvalidConfigException if the value is of the wrong kind
     */
    Optional<Value> value(Setting setting, Entry entry) {
        return text(setting, entry).map(text -> new Value(text, Source.FILE, place(entry.line())));
    }

    private Optional<String> text(Setting setting, Entry entry) {
        if (setting.isList()) {
            return Optional.of(String.join(",", entry.values()));
        }
        if (entry.isList()) {
            throw mistake(entry, "'" + setting.name() + "' takes one value, not a list.");
        }
        String value = entry.values().get(0);
        @Nullable Boolean truth = entry.truth();
        if (setting.isSwitch()) {
            if (truth == null) {
                throw mistake(entry, "'" + setting.name() + "' has to be true or false, not '" + value + "'.");
            }
            return Optional.of(truth.toString());
        }
        if (setting.isValueOptional() && truth != null) {
            return truth ? Optional.of(setting.option().fallbackValue()) : Optional.empty();
        }
        return Optional.of(setting.isPath() ? path.resolveSibling(value).toString() : value);
    }

    private InvalidConfigException mistake(Entry entry, String problem) {
        return new InvalidConfigException(place(entry.line()), problem);
    }

    /** What a message about a line begins with. */
    String place(int line) {
        return path + ", line " + line;
    }

    private static Optional<Path> beside(@Nullable Path app) {
        return Optional.ofNullable(app)
                .map(place -> Files.isDirectory(place) ? place.resolve(NAME) : place.resolveSibling(NAME))
                .filter(Files::isRegularFile);
    }

    private static Optional<Path> nearest() {
        Path here = Path.of(NAME);
        if (Files.isRegularFile(here)) {
            return Optional.of(here);
        }
        for (Path folder = here.toAbsolutePath().getParent(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve(NAME);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
            if (Files.exists(folder.resolve(REPOSITORY))) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * Reads a file.
     *
     * @throws InvalidConfigException if it has a mistake, or cannot be read
     */
    static ConfigFile read(Path file) {
        try {
            @Nullable Node root = YamlFile.nodes(file);
            return root == null ? new ConfigFile(file, Map.of(), Map.of()) : new Reader(file).read(root);
        } catch (InvalidYamlException malformed) {
            throw new InvalidConfigException(file.toString(), String.valueOf(malformed.getMessage()), malformed);
        } catch (IOException unreadable) {
            throw new InvalidConfigException(
                    file.toString(),
                    "The configuration file cannot be read: " + FailureText.reason(unreadable)
                            + ". Name another one with --config or " + VARIABLE + ", or leave that out.",
                    unreadable);
        }
    }

    /** Turns the nodes of a file into settings. */
    private record Reader(Path file) {
        ConfigFile read(Node root) {
            MappingNode document = mapping(root, "The file has to be settings, such as 'blob-port: 11000'.");
            Map<String, Entry> settings = new LinkedHashMap<>();
            Map<String, Entry> execSettings = Map.of();
            for (Map.Entry<String, NodeTuple> member : members(document).entrySet()) {
                if (member.getKey().equals(EXEC)) {
                    execSettings = section(mapping(
                            member.getValue().getValueNode(),
                            "'exec' has to be settings of 'nephelite exec', indented below it."));
                } else {
                    settings.put(member.getKey(), entry(member.getKey(), member.getValue()));
                }
            }
            return new ConfigFile(file, settings, execSettings);
        }

        private Map<String, Entry> section(MappingNode section) {
            Map<String, Entry> settings = new LinkedHashMap<>();
            members(section).forEach((name, member) -> settings.put(name, entry(name, member)));
            return settings;
        }

        private MappingNode mapping(Node node, String problem) {
            if (node instanceof MappingNode mapping) {
                return mapping;
            }
            throw mistake(node, problem);
        }

        private Map<String, NodeTuple> members(MappingNode mapping) {
            Map<String, NodeTuple> members = new LinkedHashMap<>();
            for (NodeTuple member : mapping.getValue()) {
                Node key = member.getKeyNode();
                if (!(key instanceof ScalarNode name)) {
                    throw mistake(key, "The name of a setting has to be a word, such as blob-port.");
                }
                @Nullable NodeTuple earlier = members.put(name.getValue(), member);
                if (earlier != null) {
                    throw mistake(
                            key,
                            "'" + name.getValue() + "' is set twice, first in line " + line(earlier.getKeyNode())
                                    + ". Remove one of them.");
                }
            }
            return members;
        }

        private Entry entry(String name, NodeTuple member) {
            Node value = member.getValueNode();
            int line = line(member.getKeyNode());
            if (value instanceof ScalarNode scalar) {
                requireValue(name, scalar);
                return new Entry(line, List.of(scalar.getValue()), false, truth(scalar));
            }
            if (value instanceof SequenceNode sequence) {
                return new Entry(line, elements(name, sequence), true, null);
            }
            throw mistake(value, "'" + name + "' takes a simple value, not settings of its own.");
        }

        private List<String> elements(String name, SequenceNode sequence) {
            List<String> values = new ArrayList<>();
            for (Node element : sequence.getValue()) {
                if (!(element instanceof ScalarNode scalar)) {
                    throw mistake(element, "The list '" + name + "' has to have simple values.");
                }
                requireValue(name, scalar);
                values.add(scalar.getValue());
            }
            return values;
        }

        private void requireValue(String name, ScalarNode scalar) {
            if (scalar.getTag().equals(Tag.NULL)) {
                throw mistake(scalar, "'" + name + "' has no value. Write one, or remove the line.");
            }
        }

        private static @Nullable Boolean truth(ScalarNode scalar) {
            return scalar.getTag().equals(Tag.BOOL)
                    ? TRUE.contains(scalar.getValue().toLowerCase(Locale.ROOT))
                    : null;
        }

        private InvalidConfigException mistake(Node node, String problem) {
            return new InvalidConfigException(file + ", line " + line(node), problem);
        }

        private static int line(Node node) {
            return node.getStartMark().getLine() + 1;
        }
    }
}
