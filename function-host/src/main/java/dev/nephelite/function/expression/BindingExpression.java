package dev.nephelite.function.expression;

import dev.nephelite.function.expression.Template.Gap;
import dev.nephelite.function.expression.Template.Literal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A binding attribute such as {@code thumbnails/{name}-{rand-guid}.png}, to be filled in for each invocation.
 *
 * <p>Names are looked up ignoring case: in what the trigger knows, walking into JSON objects at each dot, and among the
 * system's own {@code rand-guid}, {@code DateTime}, {@code sys.MethodName}, {@code sys.UtcNow} and
 * {@code sys.RandGuid}.
 *
 * @see <a href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-expressions-patterns">Binding
 *     expression patterns</a>
 */
public final class BindingExpression {
    private static final String DEFAULT_DATE_FORMAT = "yyyy-MM-ddTHH-mm-ssK";

    private final Template template;

    private BindingExpression(Template template) {
        this.template = template;
    }

    public static BindingExpression parse(String text) {
        return new BindingExpression(Template.parse(text));
    }

    /** The names to be filled in, as written and in order. */
    public List<String> names() {
        return template.parts().stream()
                .filter(Gap.class::isInstance)
                .map(part -> ((Gap) part).name())
                .toList();
    }

    /**
     * Returns this expression with every name filled in; a value that is null leaves nothing.
     *
     * @throws IllegalArgumentException if {@code scope} lacks a name
     */
    public String resolve(Scope scope) {
        StringBuilder resolved = new StringBuilder();
        for (Template.Part part : template.parts()) {
            if (part instanceof Literal literal) {
                resolved.append(literal.text());
            } else if (part instanceof Gap gap) {
                resolved.append(value(gap, scope));
            }
        }
        return resolved.toString();
    }

    private String value(Gap gap, Scope scope) {
        String known = scope.find(gap.name());
        if (known != null) {
            return formatted(known, gap.format());
        }
        return switch (gap.name().toLowerCase(Locale.ROOT)) {
            case "rand-guid", "sys.randguid" -> guid(scope.uuids().get(), gap.format());
            case "datetime", "sys.utcnow" ->
                DotNetDateFormat.format(scope.now(), gap.format() == null ? DEFAULT_DATE_FORMAT : gap.format());
            case "sys.methodname" -> scope.functionName();
            default ->
                throw new IllegalArgumentException("No value for named parameter '" + gap.name() + "' of '"
                        + template.text() + "'. The trigger knows "
                        + String.join(", ", scope.triggerMetadata().keySet()) + ".");
        };
    }

    /** Only moments have formats; like the cloud, any other value ignores one. */
    private static String formatted(String known, @Nullable String format) {
        if (format == null || !known.matches("\\d{4}-\\d{2}-\\d{2}T.*(Z|[+-]\\d{2}:\\d{2})")) {
            return known;
        }
        return DotNetDateFormat.format(Instant.parse(known), format);
    }

    private static String guid(UUID uuid, @Nullable String format) {
        String text = uuid.toString();
        return switch (format == null ? "D" : format.toUpperCase(Locale.ROOT)) {
            case "D", "" -> text;
            case "N" -> text.replace("-", "");
            case "B" -> "{" + text + "}";
            case "P" -> "(" + text + ")";
            default -> throw new IllegalArgumentException("{rand-guid:" + format + "} must end in N, D, B or P.");
        };
    }

    @Override
    public String toString() {
        return template.text();
    }
}
