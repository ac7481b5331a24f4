package dev.nephelite.cloud.control.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.nephelite.cloud.control.mcp.Tool.ToolException;
import dev.nephelite.cloud.control.protocol.ControlException;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Body.BodySink;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.store.disk.StoreFailedException;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.value.PercentEncoding;
import dev.nephelite.emulator.xml.XmlElement;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The operations of the control plane as tools use them, without a connection.
 *
 * @param operations answers a request
 * @param clock dates the requests
 */
record ControlApi(Handler operations, Clock clock) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String KEPT_IN_PATHS = "/$";

    Call get(String path) {
        return new Call("GET", path);
    }

    Call call(String method, String path) {
        return new Call(method, path);
    }

    /** A name as a part of a path. */
    static String segment(String name) {
        return PercentEncoding.encode(name);
    }

    /** A name that may have slashes as a part of a path. */
    static String path(String name) {
        return PercentEncoding.encode(name, KEPT_IN_PATHS);
    }

    /** A request that is not sent yet. */
    final class Call {
        private final String method;
        private final String path;
        private final List<String> query = new ArrayList<>();
        private final Map<String, String> headers = new LinkedHashMap<>();
        private byte[] body = {};

        private Call(String method, String path) {
            this.method = method;
            this.path = path;
        }

        /** Adds a parameter unless {@code value} is null. */
        Call query(String name, @Nullable Object value) {
            if (value != null) {
                query.add(name + "=" + PercentEncoding.encode(value.toString()));
            }
            return this;
        }

        Call header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        Call body(byte[] content) {
            body = content;
            return this;
        }

        /**
         * Sends the request.
         *
         * @return fails with a {@link ToolException} if it is refused
         */
        CompletionStage<Answer> send() throws IOException {
            headers.put("User-Agent", "nephelite-mcp");
            headers.put("Content-Length", Integer.toString(body.length));
            HttpRequest request = HttpRequest.builder(method, path, clock.now())
                    .rawQuery(query.isEmpty() ? null : String.join("&", query))
                    .headers(Headers.of(headers))
                    .body(new ByteArrayInputStream(body), body.length)
                    .build();
            try {
                return operations.handle(request).handle(ControlApi::answer);
            } catch (ControlException | StoreFailedException refused) {
                return CompletableFuture.failedFuture(new ToolException(String.valueOf(refused.getMessage())));
            }
        }
    }

    private static Answer answer(@Nullable Response response, @Nullable Throwable failure) {
        if (response == null) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            throw cause instanceof ControlException refused
                    ? new ToolException(String.valueOf(refused.getMessage()))
                    : new CompletionException(cause);
        }
        Headers.Builder headers = new Headers.Builder();
        response.headers().forEach(header -> headers.add(header.name(), header.value()));
        try (Body body = response.body()) {
            Buffer buffer = new Buffer();
            body.writeTo(buffer);
            Answer answer = new Answer(response.status(), headers.build(), buffer.bytes.toByteArray());
            if (response.status() >= 400) {
                throw new ToolException(answer.refusal());
            }
            return answer;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** An answer that is no refusal. */
    static final class Answer {
        private final int status;
        private final Headers headers;
        private final byte[] body;

        private Answer(int status, Headers headers, byte[] body) {
            this.status = status;
            this.headers = headers;
            this.body = body;
        }

        int status() {
            return status;
        }

        Headers headers() {
            return headers;
        }

        byte[] body() {
            return body;
        }

        JsonNode json() {
            return parse(text());
        }

        /** The objects of an answer that has one a line. */
        ArrayNode lines() {
            ArrayNode objects = JSON.createArrayNode();
            text().lines().filter(line -> !line.isBlank()).forEach(line -> objects.add(parse(line)));
            return objects;
        }

        XmlElement xml() {
            return XmlElement.parse(new ByteArrayInputStream(body));
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** What a refusal says: in JSON, or in the XML of a storage service, or only by its code. */
        private String refusal() {
            try {
                if (!text().startsWith("{")) {
                    XmlElement error = xml();
                    return error.textOf("Code").orElse("") + ": "
                            + error.textOf("Message")
                                    .orElse("")
                                    .lines()
                                    .findFirst()
                                    .orElse("");
                }
                return json().at("/error/message").asText();
            } catch (StorageException noXml) {
                @Nullable String code = headers.get("x-ms-error-code");
                return code == null ? "The status is " + status + "." : code;
            }
        }
    }

    /** Collects a body, which its operation limits. */
    private static final class Buffer implements BodySink {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(byte[] content, int offset, int length) {
            bytes.write(content, offset, length);
        }

        @Override
        public void transfer(FileChannel file, long position, long count) throws IOException {
            ByteBuffer part = ByteBuffer.allocate(Math.toIntExact(count));
            while (part.hasRemaining()) {
                if (file.read(part, position + part.position()) < 0) {
                    throw new IOException("The content ends early.");
                }
            }
            bytes.write(part.array());
        }

        @Override
        public void flush() {}
    }
}
