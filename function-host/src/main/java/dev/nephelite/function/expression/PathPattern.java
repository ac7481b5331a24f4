package dev.nephelite.function.expression;

import dev.nephelite.function.expression.Template.Literal;
import dev.nephelite.function.expression.Template.Placeholder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a blob trigger, such as {@code photos/{name}.{extension}}. It determines which blobs match and what they
 * capture.
 *
 * <p>A capture takes as much as possible, including slashes. The container ignores case, the blob name does not.
 */
public final class PathPattern {
    private static final Pattern CONTAINER =
            Pattern.compile("(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*|\\$root|\\$logs|\\$web");

    private final String container;
    private final String blobPrefix;
    private final Pattern blob;
    private final List<String> names;
    private final List<Template.Part> parts;

    private PathPattern(
            String container, String blobPrefix, Pattern blob, List<String> names, List<Template.Part> parts) {
        this.container = container;
        this.blobPrefix = blobPrefix;
        this.blob = blob;
        this.names = names;
        this.parts = parts;
    }

    /**
     * Parses a path in which settings are resolved already.
     *
     * @throws IllegalArgumentException if no blob could match it
     */
    public static PathPattern parse(String path) {
        int slash = path.indexOf('/');
        String container = (slash < 0 ? path : path.substring(0, slash)).toLowerCase(Locale.ROOT);
        if (!CONTAINER.matcher(container).matches()) {
            throw new IllegalArgumentException("The path '" + path + "' must begin with the name of a container.");
        }
        String blobPart = slash < 0 ? "" : path.substring(slash + 1);
        if (blobPart.isEmpty()) {
            return new PathPattern(container, "", Pattern.compile(".*", Pattern.DOTALL), List.of(), List.of());
        }
        return of(container, Template.parse(blobPart));
    }

    private static PathPattern of(String container, Template template) {
        StringBuilder regex = new StringBuilder();
        List<String> names = new ArrayList<>();
        boolean afterPlaceholder = false;
        for (Template.Part part : template.parts()) {
            if (part instanceof Literal literal) {
                regex.append(Pattern.quote(literal.text()));
            } else if (part instanceof Placeholder placeholder) {
                requireDistinct(placeholder.name(), afterPlaceholder, names, template.text());
                names.add(placeholder.name());
                regex.append("(.*)");
            }
            afterPlaceholder = part instanceof Placeholder;
        }
        String prefix = template.parts().get(0) instanceof Literal literal ? literal.text() : "";
        return new PathPattern(
                container, prefix, Pattern.compile(regex.toString(), Pattern.DOTALL), names, template.parts());
    }

    private static void requireDistinct(String name, boolean afterPlaceholder, List<String> earlier, String text) {
        if (afterPlaceholder) {
            throw new IllegalArgumentException(
                    "In '" + text + "', there must be text between '{" + name + "}' and the name before it.");
        }
        if (earlier.stream().anyMatch(name::equalsIgnoreCase)) {
            throw new IllegalArgumentException("In '" + text + "', '{" + name + "}' appears twice.");
        }
    }

    public String container() {
        return container;
    }

    /** The common prefix of all matching blob names; limits what has to be listed. */
    public String blobPrefix() {
        return blobPrefix;
    }

    /** The names of the captures, in order. */
    public List<String> names() {
        return List.copyOf(names);
    }

    /** The captures of {@code blobName}; empty if the pattern does not match. */
    public Optional<Map<String, String>> match(String containerName, String blobName) {
        Matcher matcher = blob.matcher(blobName);
        if (!container.equalsIgnoreCase(containerName) || !matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> captures = new LinkedHashMap<>();
        for (int index = 0; index < names.size(); index++) {
            captures.put(names.get(index), matcher.group(index + 1));
        }
        return Optional.of(captures);
    }

    /** Says in which part {@code blobName} does not match, as a sentence; empty if it matches. */
    public Optional<String> mismatch(String blobName) {
        if (blob.matcher(blobName).matches()) {
            return Optional.empty();
        }
        if (Pattern.compile(blob.pattern(), Pattern.DOTALL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(blobName)
                .matches()) {
            return Optional.of("It differs in case, and names of blobs are case-sensitive.");
        }
        StringBuilder regex = new StringBuilder();
        String before = "";
        for (Template.Part part : parts) {
            if (part instanceof Literal literal) {
                regex.append(Pattern.quote(literal.text()));
                if (!Pattern.compile(regex.toString(), Pattern.DOTALL)
                        .matcher(blobName)
                        .lookingAt()) {
                    return Optional.of(missing(literal, before));
                }
                before = literal.text();
            } else if (part instanceof Placeholder placeholder) {
                regex.append("(.*)");
                before = "{" + placeholder.name() + "}";
            }
        }
        return Optional.of("It has more after '" + before + "', with which it has to end.");
    }

    private String missing(Literal literal, String before) {
        String text = literal.text();
        if (before.isEmpty()) {
            return "It does not begin with '" + text + "'.";
        }
        if (!literal.equals(parts.get(parts.size() - 1))) {
            return "It has no '" + text + "' after '" + before + "'.";
        }
        String part = text.startsWith(".") ? "the extension '" : "'";
        return "It does not end with " + part + text + "'.";
    }
}
