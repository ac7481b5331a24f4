package dev.nephelite.function.app.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.BindingDefinition.DataType;
import dev.nephelite.function.app.BindingDefinition.Direction;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.Configuration;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.config.JsonFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The {@code function.json} of one function, whose name is that of its folder. Runtimes whose functions are declared
 * like this read them here.
 */
public final class FunctionJson {
    public static final String FILE = "function.json";

    private FunctionJson() {}

    /** Whether {@code folder} is the folder of one function. */
    public static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(FILE));
    }

    /** The folders of the functions of the app in {@code root}. */
    public static List<Path> folders(Path root) {
        return FileTree.children(root).stream().filter(FunctionJson::isIn).toList();
    }

    /**
     * Reads the function in {@code folder}. Its runtime has yet to check its entry point and the kind of its script file.
     *
     * @throws InvalidAppException if it is invalid
     */
    public static FunctionDefinition read(Path folder) {
        Path file = folder.resolve(FILE);
        String name = folder.getFileName().toString();
        Map<String, JsonNode> properties = properties(JsonFile.read(file));
        Configuration configuration = Configuration.of(
                file.toString(), JsonNodeFactory.instance.objectNode().set("retry", properties.get("retry")));
        FunctionDefinition function = new FunctionDefinition(
                name,
                text(properties, "entryPoint"),
                bindings(properties, file),
                false,
                scriptFile(properties, folder, name),
                configuration.retryPolicy("retry"));
        try {
            function.requireValid();
        } catch (InvalidAppException invalid) {
            throw new InvalidAppException(file + ": " + invalid.getMessage(), invalid);
        }
        return function;
    }

    private static Map<String, JsonNode> properties(JsonNode object) {
        Map<String, JsonNode> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        object.properties().forEach(property -> ignoringCase.put(property.getKey(), property.getValue()));
        return ignoringCase;
    }

    private static String text(Map<String, JsonNode> properties, String name) {
        JsonNode value = properties.get(name);
        return value == null || value.isNull() ? "" : value.asText();
    }

    private static Path scriptFile(Map<String, JsonNode> properties, Path folder, String name) {
        String text = text(properties, "scriptFile");
        Path script =
                text.isEmpty() ? onlyScript(folder, name) : folder.resolve(text).normalize();
        if (!Files.isRegularFile(script)) {
            throw new InvalidAppException("Invalid script file name configuration for function '" + name
                    + "'. The 'scriptFile' property is set to '" + text
                    + "', which is not a file. Package the app again.");
        }
        return script;
    }

    /** The default script is the only other file in the folder, or the one called {@code run}. */
    private static Path onlyScript(Path folder, String name) {
        List<Path> others = FileTree.children(folder).stream()
                .filter(file -> Files.isRegularFile(file) && !file.endsWith(FILE))
                .toList();
        if (others.size() == 1) {
            return others.get(0);
        }
        return others.stream()
                .filter(file -> file.getFileName().toString().startsWith("run."))
                .findFirst()
                .orElseThrow(
                        () -> new InvalidAppException("Unable to determine the primary function script of function '"
                                + name + "'. Name it by 'scriptFile' in its " + FILE + "."));
    }

    private static List<BindingDefinition> bindings(Map<String, JsonNode> properties, Path file) {
        JsonNode array = properties.get("bindings");
        if (array == null || !array.isArray() || array.isEmpty()) {
            throw new InvalidAppException(file + " needs a list of 'bindings' with a trigger in it.");
        }
        List<BindingDefinition> bindings = new ArrayList<>();
        for (JsonNode element : array) {
            if (!(element instanceof ObjectNode object)) {
                throw new InvalidAppException(file + ": each of the 'bindings' must be an object.");
            }
            bindings.add(binding(object, file));
        }
        return bindings;
    }

    private static BindingDefinition binding(ObjectNode object, Path file) {
        Map<String, Object> attributes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        object.properties().forEach(property -> {
            if (!property.getValue().isNull()) {
                attributes.put(property.getKey(), Json.MAPPER.convertValue(property.getValue(), Object.class));
            }
        });
        String type = take(attributes, "type", "");
        String name = take(attributes, "name", "");
        if (type.isEmpty() || name.isEmpty()) {
            throw new InvalidAppException(file + ": each of the 'bindings' needs a 'type' and a 'name'.");
        }
        String place = file + ": the binding '" + name + "'";
        return new BindingDefinition(
                type,
                name,
                constant(Direction.class, "direction", "in", attributes, place),
                constant(DataType.class, "dataType", "undefined", attributes, place),
                attributes);
    }

    private static String take(Map<String, Object> attributes, String name, String otherwise) {
        Object value = attributes.remove(name);
        return value == null || value.toString().isEmpty() ? otherwise : value.toString();
    }

    private static <E extends Enum<E>> E constant(
            Class<E> type, String property, String otherwise, Map<String, Object> attributes, String place) {
        String text = take(attributes, property, otherwise);
        try {
            return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            String allowed = Arrays.stream(type.getEnumConstants())
                    .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            throw new InvalidAppException(
                    "%s has the %s '%s', which is none of %s.".formatted(place, property, text, allowed), unknown);
        }
    }

    /** A class of its own, so that a start that finds no app does not load the JSON library. */
    private static final class Json {
        static final ObjectMapper MAPPER = new ObjectMapper();
    }
}
