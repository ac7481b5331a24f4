package dev.nephelite.table;

import dev.nephelite.emulator.service.Routes.PathGrammar;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Resources as OData writes them, such as {@code Table(PartitionKey='a',RowKey='b')}. A quote in a key is doubled. */
final class EntityGrammar implements PathGrammar {
    private static final Pattern PLACEHOLDER = Pattern.compile("(?<quote>'?)\\{(?<name>\\w+)}'?|[^{']+");

    @Override
    public ResourcePattern parse(String path) {
        String regex = PLACEHOLDER
                .matcher(path)
                .results()
                .map(part -> part.group(2) == null
                        ? Pattern.quote(part.group())
                        : part.group(1).isEmpty()
                                ? "(?<" + part.group(2) + ">\\w+)"
                                : "'(?<" + part.group(2) + ">(?:[^']|'')*)'")
                .collect(Collectors.joining());
        return new EntityPattern(
                Pattern.compile(regex),
                PLACEHOLDER
                        .matcher(path)
                        .results()
                        .filter(part -> part.group(2) != null)
                        .collect(Collectors.toMap(part -> part.group(2), part -> part.group(1))));
    }

    @Override
    public @Nullable String container(String resource) {
        return resource.isEmpty() ? null : resource.replaceFirst("\\(.*", "");
    }

    /** The placeholders, each with the quote before it. */
    private record EntityPattern(Pattern pattern, Map<String, String> placeholders) implements ResourcePattern {
        @Override
        public @Nullable Map<String, String> match(String resource) {
            Matcher matcher = pattern.matcher(resource);
            if (!matcher.matches()) {
                return null;
            }
            Map<String, String> names = new HashMap<>();
            placeholders
                    .keySet()
                    .forEach(name -> names.put(name, matcher.group(name).replace("''", "'")));
            return names;
        }

        @Override
        public String shape() {
            return pattern.pattern().replaceAll("<\\w+>", "");
        }
    }
}
