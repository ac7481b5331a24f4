package dev.nephelite.function.binding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.expression.BindingExpression;
import dev.nephelite.function.expression.ExpressionScope;
import dev.nephelite.function.json.DotNetJson;
import dev.nephelite.function.trigger.queue.QueueSettings;
import dev.nephelite.function.worker.TypedData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The {@code queue} output: messages to a queue, whose name may contain values of the trigger. */
public final class QueueBinding implements BindingType {
    @Override
    public String name() {
        return "queue";
    }

    @Override
    public Connection connection() {
        return Connection.STORAGE;
    }

    @Override
    public List<String> expressionAttributes() {
        return List.of("queueName");
    }

    @Override
    public FunctionBindings.Output output(BindingDefinition binding, FunctionBindings.Context context) {
        try {
            BindingExpression queue =
                    BindingExpression.parse(context.settings().resolve(binding.requireText("queueName")));
            if (queue.names().isEmpty()) {
                QueueOutput.requireName(queue.toString());
            }
            return new QueueOutput(
                    context.storage().account(binding.text("connection")).queues(),
                    queue,
                    QueueSettings.of(context.host()).base64());
        } catch (IllegalArgumentException refused) {
            throw new InvalidAppException(String.valueOf(refused.getMessage()), refused);
        }
    }

    /**
     * Adds messages to a queue; creates the queue if it does not exist.
     *
     * @param base64 whether messages are encoded, as {@code host.json} says
     */
    private record QueueOutput(QueueClient queues, BindingExpression queue, boolean base64)
            implements FunctionBindings.Output {
        private static final Pattern NAME = Pattern.compile("(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*");

        /**
         * The name of a queue in lower case.
         *
         * @throws IllegalArgumentException if it is invalid
         */
        static String requireName(String name) {
            String lowerCase = name.toLowerCase(Locale.ROOT);
            if (!NAME.matcher(lowerCase).matches()) {
                throw new IllegalArgumentException(
                        "The queue name '" + name + "' is not valid: it needs 3 to 63 letters,"
                                + " digits and single hyphens, beginning and ending with a letter or digit.");
            }
            return lowerCase;
        }

        @Override
        public void write(TypedData value, ExpressionScope scope) {
            String name = requireName(queue.resolve(scope));
            messages(value).forEach(message -> queues.add(name, encoded(message)));
        }

        private String encoded(byte[] message) {
            return base64 ? Base64.getEncoder().encodeToString(message) : new String(message, StandardCharsets.UTF_8);
        }
    }

    /** The messages for a value: an array, even one written as text, has one message per element. */
    static List<byte[]> messages(TypedData value) {
        if (value instanceof TypedData.Bytes bytes) {
            return List.of(bytes.value());
        }
        if (value instanceof TypedData.Stream stream) {
            try (InputStream content = stream.content()) {
                return List.of(content.readAllBytes());
            } catch (IOException broken) {
                throw new UncheckedIOException("The stream cannot be read: " + broken.getMessage(), broken);
            }
        }
        return texts(value).stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> texts(TypedData value) {
        if (value instanceof TypedData.Text text) {
            return elements(text.value()).orElse(List.of(text.value()));
        }
        if (value instanceof TypedData.Int number) {
            return List.of(Long.toString(number.value()));
        }
        if (value instanceof TypedData.Real number) {
            return List.of(DotNetJson.plain(number.value()));
        }
        if (value instanceof TypedData.Json json) {
            return elements(json.value())
                    .orElseGet(() -> List.of(DotNetJson.parse(json.value())
                            .filter(JsonNode::isValueNode)
                            .map(DotNetJson::plain)
                            .orElseGet(() -> DotNetJson.compact(json.value()))));
        }
        throw new IllegalArgumentException("An HTTP message cannot be a queue message.");
    }

    private static Optional<List<String>> elements(String document) {
        boolean maybe = document.stripLeading().startsWith("[");
        return maybe ? DotNetJson.parse(document).map(QueueBinding::elements) : Optional.empty();
    }

    private static List<String> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(DotNetJson::plain)
                .toList();
    }
}
