package dev.nephelite.emulator.service;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a service writes resources in paths. */
public interface PathGrammar {
    /**
     * Segments with slashes between them. A placeholder {@code {name}} takes one of them; {@code {name...}}, at the end, takes
     * the rest of the path. One slash too many at the end is ignored.
     */
    PathGrammar SEGMENTS = path -> new Segments(path.isEmpty() ? List.of() : Arrays.asList(path.split("/", -1)));

    /**
     * Parses the path in a line of a routing table.
     *
     * @param path below the account, without a leading slash; empty for the account itself
     */
    PathPattern parse(String path);

    /** The container, queue or table of a resource, for which a service SAS is; null for the account itself. */
    default @Nullable String container(String resource) {
        int slash = resource.indexOf('/');
        return resource.isEmpty() ? null : slash < 0 ? resource : resource.substring(0, slash);
    }

    /** What a resource is called in its container; null for a container. */
    default @Nullable String nameInContainer(String resource) {
        int slash = resource.indexOf('/');
        return slash < 0 ? null : resource.substring(slash + 1);
    }

    /** The path in a line of a routing table. */
    interface PathPattern {
        /** What the placeholders stand for in {@code resource}, or null if the path is another one. */
        @Nullable
        Map<String, String> match(String resource);

        /** The same for two patterns that match the same resources. */
        String shape();
    }

    /** A path of segments. */
    record Segments(List<String> path) implements PathPattern {
        private static final String REST = "...}";

        @Override
        public @Nullable Map<String, String> match(String resource) {
            if (path.isEmpty()) {
                return resource.isEmpty() ? Map.of() : null;
            }
            boolean hasRest = path.get(path.size() - 1).endsWith(REST);
            List<String> parts = new ArrayList<>(List.of(resource.split("/", hasRest ? path.size() : -1)));
            if (!hasRest
                    && parts.size() == path.size() + 1
                    && parts.get(path.size()).isEmpty()) {
                parts.remove(path.size());
            }
            if (parts.size() != path.size()) {
                return null;
            }
            Map<String, String> names = new HashMap<>();
            for (int i = 0; i < parts.size(); i++) {
                String segment = path.get(i);
                if (segment.startsWith("{") && !parts.get(i).isEmpty()) {
                    names.put(segment.replace(REST, "}").substring(1).replace("}", ""), parts.get(i));
                } else if (!segment.equals(parts.get(i))) {
                    return null;
                }
            }
            return names;
        }

        @Override
        public String shape() {
            return path.stream().map(s -> s.startsWith("{") ? "{}" : s).toList().toString();
        }
    }
}
