package dev.nephelite.function.trigger.http;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a route template once, from left to right. */
final class RouteParser {
    private final String template;
    private final List<RouteSegment> segments = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /** The pieces of the segment being read, each a {@link String} or a {@link RouteParameter}. */
    private final List<Object> pieces = new ArrayList<>();

    private boolean catchesAll;

    RouteParser(String template) {
        this.template = template;
    }

    List<RouteSegment> parse() {
        StringBuilder text = new StringBuilder();
        int position = 0;
        while (position < template.length()) {
            char current = template.charAt(position);
            if (isDoubledBrace(position)) {
                text.append(current);
                position += 2;
            } else if (current == '{') {
                endText(text);
                position = parameter(position + 1);
            } else if (current == '/') {
                endText(text);
                endSegment();
                position++;
            } else if (current == '}' || current == '?') {
                throw refusal("the '" + current + "' at position " + position + " is out of place");
            } else {
                text.append(current);
                position++;
            }
        }
        endText(text);
        if (!template.isEmpty()) {
            endSegment();
        }
        return segments;
    }

    private boolean isDoubledBrace(int position) {
        return template.startsWith("{{", position) || template.startsWith("}}", position);
    }

    private void endText(StringBuilder text) {
        if (!text.isEmpty()) {
            pieces.add(text.toString());
            text.setLength(0);
        }
    }

    /** Reads a parameter whose brace has been read, and returns the position after it. */
    private int parameter(int start) {
        StringBuilder inside = new StringBuilder();
        int position = start;
        while (position < template.length()) {
            char current = template.charAt(position);
            if (isDoubledBrace(position)) {
                position++;
            } else if (current == '}') {
                addParameter(inside.toString());
                return position + 1;
            } else if (current == '{') {
                break;
            }
            inside.append(current);
            position++;
        }
        throw refusal("the '{' at position " + (start - 1) + " is never closed");
    }

    private void addParameter(String inside) {
        int stars = inside.startsWith("**") ? 2 : inside.startsWith("*") ? 1 : 0;
        boolean optional = inside.endsWith("?");
        RouteParameter parameter = parameter(inside.substring(stars, inside.length() - (optional ? 1 : 0)), optional);
        if (!names.add(parameter.name().toLowerCase(Locale.ROOT))) {
            throw refusal("'" + parameter.name() + "' appears twice");
        }
        if (!pieces.isEmpty() && pieces.get(pieces.size() - 1) instanceof RouteParameter) {
            throw refusal("something must stand between '" + parameter.name() + "' and the parameter before it");
        }
        pieces.add(parameter);
        catchesAll |= stars > 0;
    }

    private RouteParameter parameter(String text, boolean optional) {
        int end = 0;
        while (end < text.length() && ":=".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String name = text.substring(0, end);
        if (name.isEmpty() || name.matches(".*[/{}?*].*")) {
            throw refusal("'" + name + "' is not the name of a parameter");
        }
        List<RouteConstraint> constraints = new ArrayList<>();
        while (end < text.length() && text.charAt(end) == ':') {
            int next = endOfConstraint(text, end + 1);
            constraints.add(constraint(text.substring(end + 1, next)));
            end = next;
        }
        String defaultValue = end < text.length() ? text.substring(end + 1) : null;
        if (optional && defaultValue != null) {
            throw refusal("'" + name + "' has a default value, so it is optional without a '?'");
        }
        return new RouteParameter(name, optional, defaultValue, constraints);
    }

    /** A bracket closes the arguments only where a constraint may end; a regular expression has others. */
    private static int endOfConstraint(String text, int start) {
        int position = start;
        boolean inArguments = false;
        while (position < text.length()) {
            char current = text.charAt(position);
            if (inArguments) {
                boolean last = position + 1 == text.length() || ":=".indexOf(text.charAt(position + 1)) >= 0;
                inArguments = !(current == ')' && last);
            } else if (current == '(') {
                inArguments = true;
            } else if (current == ':' || current == '=') {
                break;
            }
            position++;
        }
        return position;
    }

    private RouteConstraint constraint(String text) {
        try {
            return RouteConstraints.parse(text);
        } catch (IllegalArgumentException refused) {
            throw refusal(refused.getMessage());
        }
    }

    private void endSegment() {
        if (pieces.isEmpty()) {
            throw refusal("there is nothing between two slashes");
        }
        if (!segments.isEmpty() && segments.get(segments.size() - 1) instanceof RouteSegment.CatchAll) {
            throw refusal("nothing can follow a parameter that takes the rest of the path");
        }
        segments.add(segment());
        pieces.clear();
    }

    private RouteSegment segment() {
        Object first = pieces.get(0);
        if (catchesAll && pieces.size() > 1) {
            throw refusal("a parameter that takes the rest of the path must stand alone");
        }
        if (pieces.size() > 1) {
            requireOptionalAfterDot();
            return RouteSegment.Compound.of(pieces);
        }
        if (first instanceof RouteParameter parameter) {
            boolean rest = catchesAll;
            catchesAll = false;
            return rest ? new RouteSegment.CatchAll(parameter) : new RouteSegment.Single(parameter);
        }
        return new RouteSegment.Literal(first.toString());
    }

    private void requireOptionalAfterDot() {
        for (int i = 0; i < pieces.size(); i++) {
            boolean optional = pieces.get(i) instanceof RouteParameter parameter && parameter.optional();
            if (optional && (i != pieces.size() - 1 || !".".equals(pieces.get(i - 1)))) {
                throw refusal("an optional part of a segment must come last, after a dot");
            }
        }
    }

    private IllegalArgumentException refusal(@Nullable String reason) {
        return new IllegalArgumentException("The route '" + template + "' cannot be used: " + reason + ".");
    }
}
