package dev.nephelite.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.CodedOutputStream;
import dev.nephelite.function.run.RunSummary;
import dev.nephelite.function.run.TraceSpan;
import dev.nephelite.function.run.TraceTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spans that apps report. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OtlpTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final long BEGIN = 1_767_268_800_000_000_000L;

    private LocalCloud cloud;

    @BeforeEach
    void start() {
        cloud = LocalCloud.builder()
                .controlPort(0)
                .functions(FunctionApp.ofClasses(Clients.classes()).only(List.of("greet")))
                .start();
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void a_span_is_shown_below_the_run_that_is_its_parent() throws Exception {
        Clients.get(cloud.endpoints().functions() + "/api/greet/Ada");
        RunSummary run = RunSummary.parse(
                Clients.get(cloud.endpoints().control() + "/v1/runs").body().strip());
        HttpResponse<byte[]> accepted = send("application/json", null, """
                {"resourceSpans": [{
                  "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "shop"}}]},
                  "scopeSpans": [{"scope": {"name": "test"}, "spans": [{
                    "traceId": "%s", "spanId": "%s", "parentSpanId": "%s", "name": "compute price", "kind": 1,
                    "startTimeUnixNano": "%d", "endTimeUnixNano": "%d", "unknown": [],
                    "attributes": [
                      {"key": "count", "value": {"intValue": "3"}},
                      {"key": "tags", "value": {"arrayValue": {"values": [{"stringValue": "a"}, {"boolValue": true}]}}},
                      {"key": "url", "value": {"stringValue": "http://x/?sig=c2VjcmV0c2VjcmV0"}},
                      {"key": "url.query", "value": {"stringValue": "code=c2VjcmV0c2VjcmV0&full=true"}},
                      {"key": "http.request.header.x-functions-key", "value": {"stringValue": "c2VjcmV0c2VjcmV0"}},
                      {"key": "http.request.header.proxy_authorization", "value": {"stringValue": "c2VjcmV0c2VjcmV0"}},
                      {"key": "http.response.header.set-cookie", "value": {"arrayValue": {"values": [{"stringValue": "id=1"}]}}},
                      {"key": "http.request.header.accept", "value": {"stringValue": "text/plain"}}],
                    "status": {"code": 2, "message": "no price"}}]}]}]}
                """.formatted(
                        run.trace().id().toUpperCase(Locale.ROOT),
                        SPAN,
                        run.trace().span(),
                        BEGIN,
                        BEGIN + 1_500_000)
                .getBytes(StandardCharsets.UTF_8));

        assertThat(accepted.statusCode()).isEqualTo(200);
        assertThat(new String(accepted.body(), StandardCharsets.UTF_8).strip()).isEqualTo("{}");
        TraceSpan span = span(run.trace().id());
        assertThat(span.kind()).isEqualTo(TraceSpan.Kind.SPAN);
        assertThat(span.name()).isEqualTo("compute price");
        assertThat(span.parent()).isEqualTo(run.trace().span());
        assertThat(span.startedAt()).hasToString("2026-01-01T12:00:00Z");
        assertThat(span.duration()).hasMillis(1).hasNanos(1_500_000);
        assertThat(span.status()).isEqualTo("failed");
        assertThat(span.details())
                .containsEntry("service", "shop")
                .containsEntry("kind", "internal")
                .containsEntry("error", "no price")
                .containsEntry("count", "3")
                .containsEntry("tags", "a, true")
                .containsEntry("url", "http://x/?sig=***")
                .containsEntry("url.query", "code=***&full=true")
                .containsEntry("http.request.header.x-functions-key", "***")
                .containsEntry("http.request.header.proxy_authorization", "***")
                .containsEntry("http.response.header.set-cookie", "***")
                .containsEntry("http.request.header.accept", "text/plain");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void spans_are_accepted_in_protobuf(boolean compressed) throws Exception {
        byte[] span = message(out -> {
            out.writeByteArray(1, HexFormat.of().parseHex(TRACE));
            out.writeByteArray(2, HexFormat.of().parseHex(SPAN));
            out.writeString(3, "a=b");
            out.writeString(5, "SELECT");
            out.writeEnum(6, 3);
            out.writeFixed64(7, BEGIN);
            out.writeFixed64(8, BEGIN + 10);
            out.writeByteArray(9, message(attribute -> {
                attribute.writeString(1, "rows");
                attribute.writeByteArray(2, message(value -> value.writeInt64(3, 42)));
            }));
            out.writeByteArray(9, message(attribute -> {
                attribute.writeString(1, "list");
                attribute.writeByteArray(
                        2,
                        message(value -> value.writeByteArray(5, message(list -> {
                            list.writeByteArray(1, message(first -> first.writeDouble(4, 0.5)));
                            list.writeByteArray(1, message(second -> second.writeBool(2, true)));
                        }))));
            }));
            out.writeByteArray(15, message(status -> status.writeEnum(3, 1)));
            out.writeFixed32(16, 256);
        });
        byte[] body = request(span);

        HttpResponse<byte[]> accepted =
                send("application/x-protobuf", compressed ? "gzip" : null, compressed ? zipped(body) : body);

        assertThat(accepted.statusCode()).isEqualTo(200);
        assertThat(accepted.headers().firstValue("Content-Type")).hasValue("application/x-protobuf");
        assertThat(accepted.body()).isEmpty();
        TraceSpan shown = span(TRACE);
        assertThat(shown.name()).isEqualTo("SELECT");
        assertThat(shown.parent()).isNull();
        assertThat(shown.status()).isEmpty();
        assertThat(shown.details())
                .containsEntry("service", "shop")
                .containsEntry("kind", "client")
                .containsEntry("rows", "42")
                .containsEntry("list", "0.5, true");
    }

    @Test
    void spans_without_ids_are_rejected_and_counted() throws Exception {
        HttpResponse<byte[]> json = send(
                "application/json; charset=utf-8",
                null,
                "{\"resourceSpans\": [{\"scopeSpans\": [{\"spans\": [{\"name\": \"a\"}, {}]}]}]}"
                        .getBytes(StandardCharsets.UTF_8));
        JsonNode partial = new JsonMapper().readTree(json.body()).path("partialSuccess");
        assertThat(partial.path("rejectedSpans").asText()).isEqualTo("2");

        HttpResponse<byte[]> protobuf =
                send("application/x-protobuf", null, request(message(out -> out.writeString(5, "a"))));
        assertThat(protobuf.statusCode()).isEqualTo(200);
        assertThat(new String(protobuf.body(), StandardCharsets.UTF_8)).contains("A span needs a trace id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "7", ""})
    void what_is_no_request_in_JSON_is_400(String body) throws Exception {
        assertThat(send("application/json", null, body.getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void other_bodies_and_formats_are_400() throws Exception {
        byte[] some = {0x0a, 0x7f, 1};
        assertThat(send("application/x-protobuf", null, some).statusCode()).isEqualTo(400);
        assertThat(send("application/x-protobuf", null, new byte[] {0x0c}).statusCode())
                .isEqualTo(400);
        assertThat(send("application/x-protobuf", "gzip", some).statusCode()).isEqualTo(400);
        assertThat(send("application/x-protobuf", "br", some).statusCode()).isEqualTo(400);
        assertThat(send("text/plain", null, some).statusCode()).isEqualTo(400);
        assertThat(send("application/x-protobuf", "gzip", zipped(new byte[17 << 20]))
                        .statusCode())
                .isEqualTo(400);
    }

    private TraceSpan span(String traceId) throws Exception {
        TraceTree trace = TraceTree.parse(Clients.get(cloud.endpoints().control() + "/v1/traces/" + traceId)
                .body());
        return trace.spans().stream()
                .filter(span -> span.id().equals(SPAN))
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<byte[]> send(String type, @Nullable String encoding, byte[] body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(cloud.endpoints().control() + "/otlp/v1/traces"))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body));
        if (encoding != null) {
            request.header("Content-Encoding", encoding);
        }
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** A request with one span of the service {@code shop}. */
    private static byte[] request(byte[] span) throws IOException {
        return message(out -> out.writeByteArray(1, message(resourceSpans -> {
            resourceSpans.writeByteArray(
                    1,
                    message(resource -> resource.writeByteArray(1, message(attribute -> {
                        attribute.writeString(1, "service.name");
                        attribute.writeByteArray(2, message(value -> value.writeString(1, "shop")));
                    }))));
            resourceSpans.writeByteArray(2, message(scopeSpans -> scopeSpans.writeByteArray(2, span)));
        })));
    }

    private static byte[] message(Fields fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        fields.write(out);
        out.flush();
        return bytes.toByteArray();
    }

    private static byte[] zipped(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    /** Writes the fields of a message. */
    @FunctionalInterface
    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }
}
