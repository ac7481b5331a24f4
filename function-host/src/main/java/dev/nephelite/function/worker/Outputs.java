package dev.nephelite.function.worker;

import com.microsoft.azure.functions.HttpResponseMessage;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what a function returns or sets into what goes out, as Azure's Java worker does. */
final class Outputs {
    private final AppJson json;

    Outputs(AppJson json) {
        this.json = json;
    }

    TypedData convert(@Nullable Object value) {
        if (value == null) {
            return TypedData.NONE;
        }
        if (value instanceof String text) {
            return new TypedData.Text(text);
        }
        if (value instanceof byte[] bytes) {
            return new TypedData.Bytes(bytes);
        }
        if (value instanceof InputStream content) {
            return new TypedData.Stream(content);
        }
        if (value instanceof Byte || value instanceof Short || value instanceof Integer || value instanceof Long) {
            return new TypedData.Int(((Number) value).longValue());
        }
        if (value instanceof Float || value instanceof Double) {
            return new TypedData.Real(((Number) value).doubleValue());
        }
        return value instanceof HttpResponseMessage response
                ? response(response)
                : new TypedData.Json(json.write(value));
    }

    /** Somebody else's response cannot list its headers; the one that every client needs is asked for. */
    private TypedData response(HttpResponseMessage response) {
        Map<String, List<String>> headers = Map.of();
        if (response instanceof HttpResponse own) {
            headers = own.headers();
        } else if (response.getHeader("Content-Type") != null) {
            headers = Map.of("Content-Type", List.of(response.getHeader("Content-Type")));
        }
        return new TypedData.Response(response.getStatusCode(), headers, convert(response.getBody()));
    }
}
