package dev.nephelite.function.trigger.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nephelite.emulator.http.Body.BodySink;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.BindingDefinition.DataType;
import dev.nephelite.function.app.BindingDefinition.Direction;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.TypedData.Bytes;
import dev.nephelite.function.worker.TypedData.Int;
import dev.nephelite.function.worker.TypedData.Json;
import dev.nephelite.function.worker.TypedData.Real;
import dev.nephelite.function.worker.TypedData.Text;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HttpResponseConverterTest {
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String JSON = "application/json; charset=utf-8";

    private static FunctionDefinition function(String... outputs) {
        List<BindingDefinition> bindings = new ArrayList<>();
        bindings.add(new BindingDefinition("httpTrigger", "request", Direction.IN, DataType.UNDEFINED, Map.of()));
        for (String output : outputs) {
            bindings.add(new BindingDefinition("http", output, Direction.OUT, DataType.UNDEFINED, Map.of()));
        }
        return new FunctionDefinition("page", "Functions.page", bindings, false, null, null);
    }

    private static Response returned(TypedData value) {
        return HttpResponseConverter.of(function("$return"), new InvocationResult.Success(value, Map.of()), "GET");
    }

    private static String contentType(Response response) {
        return headers(response, "Content-Type").stream().findFirst().orElse("none");
    }

    private static List<String> headers(Response response, String name) {
        return response.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Response.Header::value)
                .toList();
    }

    private static TypedData stream(String text) {
        return new TypedData.Stream(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    private static String body(Response response) {
        return new String(bytes(response), UTF_8);
    }

    private static byte[] bytes(Response response) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try {
            response.body().writeTo(new BodySink() {
                @Override
                public void write(byte[] bytes, int offset, int length) {
                    written.write(bytes, offset, length);
                }

                @Override
                public void transfer(FileChannel file, long position, long count) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void flush() {}
            });
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return written.toByteArray();
    }

    @Nested
    class A_response_the_function_has_built {
        @ParameterizedTest
        @MethodSource("bodies")
        void is_sent_with_its_body(TypedData body, String contentType, String sent) {
            Response response = returned(new TypedData.Response(200, Map.of(), body));

            assertThat(body(response)).isEqualTo(sent);
            assertThat(contentType(response)).isEqualTo(contentType);
        }

        static Stream<Arguments> bodies() {
            return Stream.of(
                    Arguments.of(new Text("grün"), PLAIN, "grün"),
                    Arguments.of(new Text("{\"a\":1}"), PLAIN, "{\"a\":1}"),
                    Arguments.of(new Json("{\"a\":1,\"b\":[2]}"), PLAIN, "{\n  \"a\": 1,\n  \"b\": [\n    2\n  ]\n}"),
                    Arguments.of(new Json("true"), PLAIN, "True"),
                    Arguments.of(new Json("\"text\""), PLAIN, "text"),
                    Arguments.of(new Json("null"), PLAIN, ""),
                    Arguments.of(new Int(7), PLAIN, "7"),
                    Arguments.of(new Real(1.0), PLAIN, "1"),
                    Arguments.of(TypedData.NONE, PLAIN, ""),
                    Arguments.of(new Bytes("raw".getBytes(UTF_8)), "none", "raw"));
        }

        @ParameterizedTest
        @MethodSource("types")
        void is_sent_with_its_content_type(TypedData body, String given, String sent) {
            Response response = returned(new TypedData.Response(200, Map.of("content-type", List.of(given)), body));

            assertThat(headers(response, "Content-Type")).containsExactly(sent);
        }

        static Stream<Arguments> types() {
            return Stream.of(
                    Arguments.of(new Text("{}"), "application/json", JSON),
                    Arguments.of(new Json("{}"), "application/json", JSON),
                    Arguments.of(new Text("<p>"), "text/html; charset=ISO-8859-1", "text/html; charset=ISO-8859-1"),
                    Arguments.of(new Bytes(new byte[1]), "image/png", "image/png"),
                    Arguments.of(new Bytes(new byte[1]), "text/plain", "text/plain"),
                    Arguments.of(stream("x"), "text/event-stream", "text/event-stream"));
        }

        @Test
        void is_written_in_the_charset_it_names() {
            Response response = returned(new TypedData.Response(
                    200, Map.of("Content-Type", List.of("text/plain; charset=ISO-8859-1")), new Text("grün")));

            assertThat(bytes(response)).isEqualTo("grün".getBytes(ISO_8859_1));
        }

        @Test
        void may_be_a_stream_of_any_length() {
            Response response = returned(new TypedData.Response(200, Map.of(), stream("piece by piece")));

            assertThat(response.body().length()).isEqualTo(-1);
            assertThat(body(response)).isEqualTo("piece by piece");
        }

        @Test
        void has_its_stream_closed_even_where_it_is_not_sent() throws IOException {
            AtomicBoolean closed = new AtomicBoolean();
            Response response = returned(
                    new TypedData.Response(204, Map.of(), new TypedData.Stream(new ByteArrayInputStream(new byte[9]) {
                        @Override
                        public void close() {
                            closed.set(true);
                        }
                    })));

            assertThat(response.body().length()).isZero();
            response.body().close();
            assertThat(closed).isTrue();
        }

        @ParameterizedTest
        @ValueSource(ints = {100, 101, 199, 1000, Integer.MAX_VALUE})
        void must_be_an_answer(int status) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> returned(new TypedData.Response(status, Map.of(), TypedData.NONE)))
                    .withMessageContaining("the status " + status);
        }

        @Test
        void is_sent_with_its_status_and_headers_and_every_cookie() {
            Response response = returned(new TypedData.Response(
                    209,
                    Map.of("X-Color", List.of("red"), "Set-Cookie", List.of("a=1", "b=2; Path=/")),
                    new Text("hi")));

            assertThat(response.status()).isEqualTo(209);
            assertThat(headers(response, "X-Color")).containsExactly("red");
            assertThat(headers(response, "Set-Cookie")).containsExactly("a=1", "b=2; Path=/");
        }

        @Test
        void has_no_say_in_how_the_body_travels() {
            Response response = returned(new TypedData.Response(
                    200,
                    Map.of("Content-Length", List.of("99"), "Transfer-Encoding", List.of("chunked")),
                    new Text("hi")));

            assertThat(response.headers()).extracting(Response.Header::name).containsExactly("Content-Type");
        }

        @Test
        void to_HEAD_may_say_how_long_the_body_would_be() {
            TypedData value = new TypedData.Response(200, Map.of("Content-Length", List.of("99")), TypedData.NONE);

            Response response = HttpResponseConverter.of(
                    function("$return"), new InvocationResult.Success(value, Map.of()), "HEAD");

            assertThat(headers(response, "Content-Length")).containsExactly("99");
        }

        @ParameterizedTest
        @ValueSource(ints = {204, 304})
        void without_content_has_no_body_and_no_type(int status) {
            Response response = returned(new TypedData.Response(status, Map.of(), new Text("lost")));

            assertThat(response.status()).isEqualTo(status);
            assertThat(body(response)).isEmpty();
            assertThat(contentType(response)).isEqualTo("none");
        }
    }

    @Nested
    class A_bare_value {
        @ParameterizedTest
        @MethodSource("values")
        void is_the_body(TypedData value, int status, String contentType, String sent) {
            Response response = returned(value);

            assertThat(response.status()).isEqualTo(status);
            assertThat(body(response)).isEqualTo(sent);
            assertThat(contentType(response)).isEqualTo(contentType);
        }

        static Stream<Arguments> values() {
            String full =
                    "{\"statusCode\": \"202\", \"headers\": {\"content-type\": \"text/css\"}, \"body\": \"b {}\"}";
            return Stream.of(
                    Arguments.of(new Text("hello"), 200, PLAIN, "hello"),
                    Arguments.of(new Text("[1,2]"), 200, PLAIN, "[\n  1,\n  2\n]"),
                    Arguments.of(new Text("\"quoted\""), 200, PLAIN, "quoted"),
                    Arguments.of(new Text("true"), 200, PLAIN, "True"),
                    Arguments.of(new Text("{\"a\":1}"), 200, PLAIN, "{\n  \"a\": 1\n}"),
                    Arguments.of(new Text(full), 202, "text/css; charset=utf-8", "b {}"),
                    Arguments.of(new Text("{\"status\":404,\"Body\":{\"a\":1}}"), 404, PLAIN, "{\n  \"a\": 1\n}"),
                    Arguments.of(new Text("{\"status\":\"soon\",\"body\":null}"), 200, PLAIN, ""),
                    Arguments.of(new Json("{\"a\":1}"), 200, PLAIN, "{\n  \"a\": 1\n}"),
                    Arguments.of(new Bytes("raw".getBytes(UTF_8)), 200, "none", "raw"),
                    Arguments.of(new Int(5), 200, PLAIN, "5"),
                    Arguments.of(TypedData.NONE, 204, "none", ""));
        }
    }

    @Nested
    class Given_a_named_output {
        private static Response respond(TypedData output, TypedData returnValue) {
            return HttpResponseConverter.of(
                    function("answer"), new InvocationResult.Success(returnValue, Map.of("answer", output)), "GET");
        }

        @Test
        void its_value_is_the_response() {
            assertThat(respond(new TypedData.Response(201, Map.of(), new Text("made")), new Text("ignored"))
                            .status())
                    .isEqualTo(201);
        }

        @Test
        void without_a_value_the_function_answers_with_what_it_returned() {
            Response response = respond(TypedData.NONE, new Json("{ \"a\" : 1 }"));

            assertThat(body(response)).isEqualTo("{\"a\":1}");
            assertThat(contentType(response)).isEqualTo(JSON);
        }

        @Test
        void with_neither_there_is_no_content() {
            assertThat(respond(TypedData.NONE, TypedData.NONE).status()).isEqualTo(204);
        }
    }

    @Test
    void a_function_without_any_output_answers_that_there_is_no_content() {
        assertThat(HttpResponseConverter.of(function(), new InvocationResult.Success(TypedData.NONE, Map.of()), "GET")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void a_failure_is_a_500_without_details() {
        Response response = HttpResponseConverter.of(
                function("$return"), new InvocationResult.Failure("Secret: x", "at Secret.y"), "GET");

        assertThat(response.status()).isEqualTo(500);
        assertThat(body(response)).isEmpty();
        assertThat(response.headers()).isEmpty();
    }
}
