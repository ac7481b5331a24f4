package dev.nephelite.function.binding;

import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.expression.BindingExpression;
import dev.nephelite.function.expression.Scope;
import dev.nephelite.function.worker.TypedData;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Adds messages to a queue, and the queue when it is missing.
 *
 * @param base64 whether messages are encoded, as {@code host.json} asks
 */
record QueueOutput(QueueClient queues, BindingExpression queue, boolean base64) implements Output {
    private static final Pattern NAME = Pattern.compile("(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*");

    /** Returns the name a queue has for storage: in lower case. */
    static String requireName(String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(lowerCase).matches()) {
            throw new IllegalArgumentException("The queue name '" + name + "' is not valid: it needs 3 to 63 letters,"
                    + " digits and single hyphens, beginning and ending with a letter or digit.");
        }
        return lowerCase;
    }

    @Override
    public void write(TypedData value, Scope scope) {
        String name = requireName(queue.resolve(scope));
        QueueMessages.of(value).forEach(message -> queues.add(name, encoded(message)));
    }

    private String encoded(byte[] message) {
        return base64 ? Base64.getEncoder().encodeToString(message) : new String(message, StandardCharsets.UTF_8);
    }
}
