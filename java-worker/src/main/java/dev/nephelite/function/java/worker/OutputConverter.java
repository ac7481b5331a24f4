package dev.nephelite.function.java.worker;

import com.microsoft.azure.functions.HttpResponseMessage;
import dev.nephelite.function.java.json.AppJson;
import dev.nephelite.function.java.worker.WorkerHttpRequest.WorkerHttpResponse;
import dev.nephelite.function.worker.TypedData;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Converts return values and outputs of functions to output data, as Azure's Java worker does. */
final class OutputConverter {
    private static final List<String> COMMON_HEADERS = List.of(
            "Accept-Ranges",
            "Access-Control-Allow-Credentials",
            "Access-Control-Allow-Headers",
            "Access-Control-Allow-Methods",
            "Access-Control-Allow-Origin",
            "Access-Control-Expose-Headers",
            "Age",
            "Allow",
            "Cache-Control",
            "Content-Disposition",
            "Content-Encoding",
            "Content-Language",
            "Content-Location",
            "Content-Range",
            "Content-Security-Policy",
            "Content-Type",
            "ETag",
            "Expires",
            "Last-Modified",
            "Link",
            "Location",
            "Operation-Location",
            "Pragma",
            "Retry-After",
            "Set-Cookie",
            "Strict-Transport-Security",
            "Vary",
            "WWW-Authenticate",
            "X-Content-Type-Options",
            "X-Correlation-ID",
            "X-Frame-Options",
            "X-Request-ID");

    private final AppJson json;

    OutputConverter(AppJson json) {
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

    private TypedData response(HttpResponseMessage response) {
        return new TypedData.Response(response.getStatusCode(), headers(response), convert(response.getBody()));
    }

    /** A response that the app implements itself cannot list its headers, so common headers are looked up by name. */
    private static Map<String, List<String>> headers(HttpResponseMessage response) {
        if (response instanceof WorkerHttpResponse own) {
            return own.headers();
        }
        Map<String, List<String>> headers = new TreeMap<>();
        for (String name : COMMON_HEADERS) {
            String value = response.getHeader(name);
            if (value != null) {
                headers.put(name, List.of(value));
            }
        }
        return headers;
    }
}
