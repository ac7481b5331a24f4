package dev.nephelite.function.binding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.expression.BindingExpression;
import dev.nephelite.function.expression.ExpressionScope;
import dev.nephelite.function.json.DotNetJson;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.Worker.ContentForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The {@code blob} input and output: one blob, whose path may contain values of the trigger. */
public final class BlobBinding implements BindingType {
    @Override
    public String name() {
        return "blob";
    }

    @Override
    public Connection connection() {
        return Connection.STORAGE;
    }

    @Override
    public List<String> expressionAttributes() {
        return List.of("path");
    }

    @Override
    public FunctionBindings.Input input(BindingDefinition binding, FunctionBindings.Context context, ContentForm form) {
        BlobClient blobs = context.storage().account(binding.text("connection")).blobs();
        BlobPath path = BlobPath.of(binding, context.settings());
        return form == ContentForm.STREAM
                ? new StreamInput(blobs, path)
                : new WholeBlobInput(blobs, path, binding.isBinary() || form == ContentForm.BYTES);
    }

    @Override
    public FunctionBindings.Output output(BindingDefinition binding, FunctionBindings.Context context) {
        return new BlobOutput(
                context.storage().account(binding.text("connection")).blobs(),
                BlobPath.of(binding, context.settings()));
    }

    /** The path {@code container/blob} of a binding, with expressions that each invocation fills in. */
    private record BlobPath(BindingExpression expression) {
        /** A blob in the account of the binding. */
        record Target(String container, String name) {}

        private static final Pattern CONTAINER =
                Pattern.compile("(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*|\\$root|\\$logs|\\$web");

        /** Parses a path; refuses one that no invocation could make valid. */
        static BlobPath of(BindingDefinition binding, AppSettings appSettings) {
            try {
                String path = appSettings.resolve(binding.requireText("path"));
                BindingExpression expression = BindingExpression.parse(path);
                if (expression.names().isEmpty()) {
                    target(expression.toString());
                } else if (path.indexOf('/') >= 0 && path.indexOf('/') < path.indexOf('{')) {
                    requireContainer(path.substring(0, path.indexOf('/')), path);
                }
                return new BlobPath(expression);
            } catch (IllegalArgumentException refused) {
                throw new InvalidAppException(String.valueOf(refused.getMessage()), refused);
            }
        }

        Target in(ExpressionScope scope) {
            return target(expression.resolve(scope));
        }

        private static Target target(String path) {
            int slash = path.indexOf('/');
            if (slash < 0 || slash == path.length() - 1) {
                throw new IllegalArgumentException("The blob path '" + path
                        + "' must be the name of a container, a slash and the name of a blob.");
            }
            requireContainer(path.substring(0, slash), path);
            return new Target(path.substring(0, slash), path.substring(slash + 1));
        }

        private static void requireContainer(String container, String path) {
            if (!CONTAINER.matcher(container).matches()) {
                throw new IllegalArgumentException(
                        "The blob path '" + path + "' must begin with the name of a container: 3 to 63"
                                + " lower-case letters, digits and single hyphens.");
            }
        }
    }

    /**
     * Reads a whole blob. A blob or container that does not exist has no value; this is no failure.
     *
     * @param binary whether the function receives bytes; it receives text otherwise
     */
    private record WholeBlobInput(BlobClient blobs, BlobPath path, boolean binary) implements FunctionBindings.Input {
        @Override
        public TypedData read(ExpressionScope scope) {
            BlobPath.Target target = path.in(scope);
            return blobs.get(target.container(), target.name()).map(this::value).orElse(TypedData.NONE);
        }

        private TypedData value(BlobClient.Blob blob) {
            return binary
                    ? new TypedData.Bytes(blob.content())
                    : new TypedData.Text(new String(blob.content(), StandardCharsets.UTF_8));
        }
    }

    /** Opens a blob of any length as a stream. A blob or container that does not exist has no value. */
    private record StreamInput(BlobClient blobs, BlobPath path) implements FunctionBindings.Input {
        @Override
        public TypedData read(ExpressionScope scope) {
            BlobPath.Target target = path.in(scope);
            return blobs.open(target.container(), target.name())
                    .<TypedData>map(blob -> new TypedData.Stream(blob.content()))
                    .orElse(TypedData.NONE);
        }
    }

    /** Writes a block blob, replacing any earlier one. Creates the container if it does not exist. */
    private record BlobOutput(BlobClient blobs, BlobPath path) implements FunctionBindings.Output {
        @Override
        public void write(TypedData value, ExpressionScope scope) {
            BlobPath.Target target = path.in(scope);
            if (value instanceof TypedData.Stream stream) {
                writeAll(stream.content(), target);
            } else {
                blobs.put(target.container(), target.name(), content(value), Map.of());
            }
        }

        /** The function made the stream for the host, which therefore closes it. */
        private void writeAll(InputStream content, BlobPath.Target target) {
            try (content) {
                blobs.put(target.container(), target.name(), content);
            } catch (IOException broken) {
                throw new UncheckedIOException("The stream cannot be read: " + broken.getMessage(), broken);
            }
        }
    }

    /**
     * The content of a blob for a value. Text and documents are UTF-8; as in the cloud, a bare number or boolean is
     * stored in binary form, not as digits.
     */
    static byte[] content(TypedData value) {
        if (value instanceof TypedData.Bytes bytes) {
            return bytes.value();
        }
        if (value instanceof TypedData.Text text) {
            return text.value().getBytes(StandardCharsets.UTF_8);
        }
        if (value instanceof TypedData.Int number) {
            return littleEndian(Integer.BYTES).putInt((int) number.value()).array();
        }
        if (value instanceof TypedData.Real number) {
            return littleEndian(Double.BYTES).putDouble(number.value()).array();
        }
        if (value instanceof TypedData.Json json) {
            return ofJson(json.value());
        }
        throw new IllegalArgumentException("An HTTP message cannot be the content of a blob.");
    }

    private static byte[] ofJson(String json) {
        JsonNode document = DotNetJson.parse(json)
                .orElseThrow(() -> new IllegalArgumentException("The worker returned invalid JSON: " + json));
        if (document.isTextual()) {
            return content(new TypedData.Text(document.textValue()));
        }
        if (document.isBoolean()) {
            return new byte[] {(byte) (document.booleanValue() ? 1 : 0)};
        }
        if (document.isNumber()) {
            return document.isIntegralNumber()
                    ? content(new TypedData.Int(document.longValue()))
                    : content(new TypedData.Real(document.doubleValue()));
        }
        return DotNetJson.compact(json).getBytes(StandardCharsets.UTF_8);
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
