package dev.nephelite.blob.query.format;

import dev.nephelite.blob.query.sql.PathStep;
import dev.nephelite.blob.query.sql.Value;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Follows ways into JSON values. */
final class JsonPath {
    private JsonPath() {}

    /** What lies at the end of a way that does not fork, or that it is missing. */
    static Value at(Value from, List<PathStep> path) {
        Value value = from;
        for (PathStep step : path) {
            value = at(value, step);
        }
        return value;
    }

    /** Hands over everything at the end of a way that may fork at arrays. */
    static void follow(Value from, List<PathStep> path, Consumer<Value> found) {
        if (path.isEmpty()) {
            found.accept(from);
            return;
        }
        List<PathStep> rest = path.subList(1, path.size());
        if (path.get(0) instanceof PathStep.Every) {
            if (from instanceof Value.Items array) {
                array.items().forEach(item -> follow(item, rest, found));
            }
        } else {
            Value next = at(from, path.get(0));
            if (next != Value.Nothing.MISSING) {
                follow(next, rest, found);
            }
        }
    }

    private static Value at(Value value, PathStep step) {
        if (step instanceof PathStep.Name name && value instanceof Value.Struct struct) {
            return field(struct.fields(), name);
        }
        if (step instanceof PathStep.Index index
                && value instanceof Value.Items array
                && index.number() < array.items().size()) {
            return array.items().get(index.number());
        }
        return Value.Nothing.MISSING;
    }

    /** A field spelled just so goes before one spelled otherwise. */
    private static Value field(Map<String, Value> fields, PathStep.Name name) {
        Value exact = fields.get(name.text());
        if (exact != null) {
            return exact;
        }
        return fields.entrySet().stream()
                .filter(field -> name.matches(field.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Value.Nothing.MISSING);
    }
}
