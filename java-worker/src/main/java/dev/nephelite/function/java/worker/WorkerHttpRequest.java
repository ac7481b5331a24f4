package dev.nephelite.function.java.worker;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import dev.nephelite.function.worker.TypedData;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The HTTP request that is passed to a function. */
final class WorkerHttpRequest<T> implements HttpRequestMessage<@Nullable T> {
    private static final Pattern ILLEGAL_IN_URI = Pattern.compile("[^A-Za-z0-9\\-._~:/?#\\[\\]@!$&'()*+,;=%]+");

    private final TypedData.Request request;
    private final @Nullable T body;

    WorkerHttpRequest(TypedData.Request request, @Nullable T body) {
        this.request = request;
        this.body = body;
    }

    @Override
    public URI getUri() {
        return URI.create(escaped(request.url()));
    }

    /** Clients may send characters that {@link URI} does not accept, such as {@code |}. */
    private static String escaped(String url) {
        return ILLEGAL_IN_URI.matcher(url).replaceAll(illegal -> URLEncoder.encode(
                        illegal.group(), StandardCharsets.UTF_8)
                .replace("+", "%20"));
    }

    @Override
    public HttpMethod getHttpMethod() {
        return HttpMethod.value(request.method());
    }

    @Override
    public Map<String, String> getHeaders() {
        return request.headers();
    }

    @Override
    public Map<String, String> getQueryParameters() {
        return request.query();
    }

    @Override
    public @Nullable T getBody() {
        return body;
    }

    @Override
    public HttpResponseMessage.Builder createResponseBuilder(HttpStatus status) {
        return new WorkerHttpResponse.Builder().status(status);
    }

    @Override
    public HttpResponseMessage.Builder createResponseBuilder(HttpStatusType status) {
        return new WorkerHttpResponse.Builder().status(status);
    }

    /** An HTTP response that a function builds. Setting a header again replaces its value, except for cookies. */
    record WorkerHttpResponse(
            HttpStatusType status,
            Map<String, List<String>> headers,
            @Nullable Object body) implements HttpResponseMessage {
        @Override
        public HttpStatusType getStatus() {
            return status;
        }

        @Override
        public @Nullable String getHeader(String name) {
            List<String> values = headers.get(name);
            return values == null ? null : String.join(",", values);
        }

        @Override
        public @Nullable Object getBody() {
            return body;
        }

        /** The result of {@code request.createResponseBuilder}. */
        static final class Builder implements HttpResponseMessage.Builder {
            private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            private HttpStatusType status = HttpStatus.OK;
            private @Nullable Object body;

            @Override
            public Builder status(HttpStatusType newStatus) {
                if (newStatus.value() < 100 || newStatus.value() > 599) {
                    throw new IllegalArgumentException("Invalid HTTP status code: " + newStatus.value());
                }
                status = newStatus;
                return this;
            }

            @Override
            public Builder header(String name, @Nullable String value) {
                if (!name.equalsIgnoreCase("Set-Cookie")) {
                    headers.remove(name);
                }
                if (value != null) {
                    headers.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
                }
                return this;
            }

            @Override
            public Builder body(@Nullable Object newBody) {
                body = newBody;
                return this;
            }

            @Override
            public HttpResponseMessage build() {
                return new WorkerHttpResponse(status, headers, body);
            }
        }
    }
}
