package dev.nephelite.function.worker;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An HTTP request as a function sees it. */
final class WorkerHttpRequest<T> implements HttpRequestMessage<@Nullable T> {
    private static final String LEGAL_IN_URI = "-._~:/?#[]@!$&'()*+,;=%";

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

    /** Clients may send characters that {@link URI} does not take, such as {@code |}. */
    private static String escaped(String url) {
        StringBuilder escaped = new StringBuilder();
        for (byte each : url.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (each & 0xff);
            boolean legal =
                    character < 128 && (Character.isLetterOrDigit(character) || LEGAL_IN_URI.indexOf(character) >= 0);
            escaped.append(legal ? String.valueOf(character) : "%%%02X".formatted(each));
        }
        return escaped.toString();
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
}
