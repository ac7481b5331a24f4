package dev.nephelite.function.expression;

import dev.nephelite.function.expression.Template.Literal;
import dev.nephelite.function.expression.Template.Placeholder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A binding attribute such as {@code thumbnails/{name}-{rand-guid}.png}, filled in for each invocation.
 *
 * <p>Names ignore case. They are looked up in the metadata of the trigger, where each dot steps into a JSON object, and
 * then among {@code rand-guid}, {@code DateTime}, {@code sys.MethodName}, {@code sys.UtcNow} and {@code sys.RandGuid}.
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

    /** The names to fill in, as written and in order. */
    public List<String> names() {
        return template.parts().stream()
                .filter(Placeholder.class::isInstance)
                .map(part -> ((Placeholder) part).name())
                .toList();
    }

    /**
     * Fills in every name; a null value becomes the empty string.
     *
     * @throws IllegalArgumentException if {@code scope} lacks a name
     */
    public String resolve(ExpressionScope scope) {
        StringBuilder resolved = new StringBuilder();
        for (Template.Part part : template.parts()) {
            if (part instanceof Literal literal) {
                resolved.append(literal.text());
            } else if (part instanceof Placeholder placeholder) {
                resolved.append(value(placeholder, scope));
            }
        }
        return resolved.toString();
    }

    private String value(Placeholder placeholder, ExpressionScope scope) {
        String known = scope.find(placeholder.name());
        if (known != null) {
            return formatted(known, placeholder.format());
        }
        return switch (placeholder.name().toLowerCase(Locale.ROOT)) {
            case "rand-guid", "sys.randguid" -> guid(scope.uuids().get(), placeholder.format());
            case "datetime", "sys.utcnow" ->
                DotNetDateFormat.format(
                        scope.now(), placeholder.format() == null ? DEFAULT_DATE_FORMAT : placeholder.format());
            case "sys.methodname" -> scope.functionName();
            default ->
                throw new IllegalArgumentException("No value for named parameter '" + placeholder.name() + "' of '"
                        + template.text() + "'. The trigger knows "
                        + String.join(", ", scope.triggerMetadata().keySet()) + ".");
        };
    }

    /** Only times have formats; as in the cloud, other values ignore them. */
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
