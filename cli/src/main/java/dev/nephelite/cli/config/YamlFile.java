package dev.nephelite.cli.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads files in YAML. Its library is loaded only if there is such a file. */
public final class YamlFile {
    private YamlFile() {}

    /**
     * Reads a file as maps, lists, texts, numbers and truth values.
     *
     * @return null if the file is empty
     * @throws InvalidYamlException if it is not YAML
     */
    public static @Nullable Object load(Path file) throws IOException {
        String text = Files.readString(file);
        return read(yaml -> yaml.load(text));
    }

    /**
     * Reads a file as nodes, which know their lines.
     *
     * @return null if the file is empty
     * @throws InvalidYamlException if it is not YAML
     */
    static @Nullable Node nodes(Path file) throws IOException {
        String text = Files.readString(file);
        return read(yaml -> yaml.compose(new StringReader(text)));
    }

    private static <T> @Nullable T read(Function<Yaml, @Nullable T> reader) {
        try {
            return reader.apply(new Yaml(new SafeConstructor(new LoaderOptions())));
        } catch (MarkedYAMLException malformed) {
            String place = malformed.getProblemMark() == null
                    ? ""
                    : " in line " + (malformed.getProblemMark().getLine() + 1);
            throw new InvalidYamlException(malformed.getProblem() + place + ".", malformed);
        } catch (YAMLException malformed) {
            throw new InvalidYamlException(malformed.getMessage(), malformed);
        }
    }

    /** A file is not YAML. The message says so, and where. */
    public static final class InvalidYamlException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private InvalidYamlException(@Nullable String problem, YAMLException cause) {
            super("It is not valid YAML: " + problem, cause);
        }
    }
}
