package dev.nephelite.function.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The places at which two JSON documents differ. The order of the members of an object does not matter. */
final class JsonDifference {
    private final List<String> lines = new ArrayList<>();

    private JsonDifference() {}

    /**
     * Compares two documents.
     *
     * @return for each place, such as {@code $.items[0].price}, its old value after {@code "- "} and its new one after {@code
     *     "+ "}, as far as there is one; empty if the documents are equal
     */
    static List<String> between(JsonNode before, JsonNode after) {
        JsonDifference difference = new JsonDifference();
        difference.compare("$", before, after);
        return difference.lines;
    }

    private void compare(String place, @Nullable JsonNode before, @Nullable JsonNode after) {
        if (before != null && after != null && before.isObject() && after.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(place + "." + name, before.get(name), after.get(name)));
        } else if (before != null && after != null && before.isArray() && after.isArray()) {
            for (int index = 0; index < Math.max(before.size(), after.size()); index++) {
                compare(place + "[" + index + "]", before.get(index), after.get(index));
            }
        } else if (before == null || !before.equals(after)) {
            add("- ", place, before);
            add("+ ", place, after);
        }
    }

    private void add(String mark, String place, @Nullable JsonNode value) {
        if (value != null) {
            lines.add(mark + place + ": " + value);
        }
    }
}
