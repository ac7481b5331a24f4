package dev.nephelite.function.trigger.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.TypedData.Json;
import dev.nephelite.function.worker.TypedData.Text;
import dev.nephelite.function.worker.Worker.ContentForm;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HttpRequestConverterTest {
    private final Headers.Builder headers = new Headers.Builder();

    private TypedData.Request request(String path, @Nullable String query, byte[] body) {
        HttpRequest request = HttpRequest.builder("POST", path, Instant.EPOCH)
                .host("localhost:7071")
                .rawQuery(query)
                .headers(headers.build())
                .body(InputStream.nullInputStream(), -1)
                .build();
        return HttpRequestConverter.of(
                request, HttpRequestConverter.body(request, body, ContentForm.VALUE), Map.of("id", "7"));
    }

    @Test
    void a_million_parameters_and_headers_are_read_in_one_pass() {
        for (int i = 0; i < 1_000_000; i++) {
            headers.add("x-same", "value");
        }
        String query = IntStream.range(0, 1_000_000)
                .mapToObj(i -> "a" + i + "&same=value")
                .collect(Collectors.joining("&"));

        TypedData.Request request = request("/api/a", query, new byte[0]);

        assertThat(request.query().get("same")).hasSize(5_999_999);
        assertThat(request.headers().get("x-same")).hasSize(5_999_999);
    }

    @Nested
    class The_function_sees {
        @Test
        void the_whole_address() {
            assertThat(request("/api/a%20b", "x=1&y=a%2Bb", new byte[0]).url())
                    .isEqualTo("http://localhost:7071/api/a%20b?x=1&y=a%2Bb");
        }

        @Test
        void a_percent_sign_that_escapes_nothing_as_one_that_is_escaped() {
            assertThat(request("/api/100%", null, new byte[0]).url()).isEqualTo("http://localhost:7071/api/100%25");
        }

        @Test
        void header_names_in_lower_case_and_several_values_joined_and_empty_ones_not_at_all() {
            headers.add("X-One", "a").add("x-one", "b").add("X-Empty", "").add("Accept", "*/*");

            assertThat(request("/", null, new byte[0]).headers())
                    .containsOnly(Map.entry("x-one", "a,b"), Map.entry("accept", "*/*"));
        }

        @Test
        void query_parameters_decoded_and_several_values_joined_and_empty_ones_not_at_all() {
            assertThat(request("/", "dupe=1&dupe=2&Text=a+b%21&empty=&bare", new byte[0])
                            .query())
                    .containsOnly(Map.entry("dupe", "1,2"), Map.entry("Text", "a b!"));
        }

        @Test
        void the_parameters_of_its_route() {
            assertThat(request("/", null, new byte[0]).routeValues()).containsOnly(Map.entry("id", "7"));
        }

        @Test
        void no_body_where_there_is_none() {
            assertThat(request("/", null, new byte[0]).body()).isEqualTo(TypedData.NONE);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        application/json
                        application/x-www-form-urlencoded
                        text/plain; charset=utf-8
                        text/plain; charset=klingon
                        image/png
                        ''
                        """)
        void a_body_of_nearly_any_type_as_text(String type) {
            headers.add("Content-Type", type);

            assertThat(request("/", null, "grün".getBytes(UTF_8)).body()).isEqualTo(new Text("grün"));
        }

        @Test
        void a_text_in_the_charset_it_names() {
            headers.add("Content-Type", "text/plain; charset=\"ISO-8859-1\"");

            assertThat(request("/", null, "grün".getBytes(ISO_8859_1)).body()).isEqualTo(new Text("grün"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"application/octet-stream", "Application/Octet-Stream", "multipart/form-data; boundary=x"})
        void a_body_that_is_always_binary_as_bytes(String type) {
            headers.add("Content-Type", type);

            assertThat(request("/", null, new byte[] {-1, 0}).body())
                    .isEqualTo(new TypedData.Bytes(new byte[] {-1, 0}));
        }
    }

    @Nested
    class Binding_expressions_know {
        private Map<String, TypedData> metadata(String query, String type, String body) {
            headers.add("Content-Type", type).add("X-Color", "red");
            Map<String, @Nullable String> values = new HashMap<>();
            values.put("id", "7");
            values.put("size", null);
            return HttpRequestConverter.triggerEvent(request("/", query, body.getBytes(UTF_8)), values)
                    .metadata();
        }

        @Test
        void the_members_of_a_JSON_body() {
            assertThat(metadata(
                            "", "application/json", "{\"name\":\"cat\",\"age\":3,\"owner\":{\"a\":1},\"none\":null}"))
                    .containsEntry("name", new Text("cat"))
                    .containsEntry("age", new Text("3"))
                    .containsEntry("owner", new Json("{\"a\":1}"))
                    .containsEntry("none", TypedData.NONE);
        }

        @Test
        void the_route_before_the_query_before_the_body() {
            assertThat(metadata("id=q&name=q", "application/json", "{\"id\":\"b\",\"name\":\"b\",\"more\":\"b\"}"))
                    .containsEntry("id", new Text("7"))
                    .containsEntry("name", new Text("q"))
                    .containsEntry("more", new Text("b"));
        }

        @Test
        void a_route_parameter_that_was_left_out_as_no_value() {
            assertThat(metadata("", "text/plain", "")).containsEntry("size", TypedData.NONE);
        }

        @Test
        void the_query_and_the_headers_as_a_whole() {
            Map<String, TypedData> metadata = metadata("a=1", "text/plain", "");

            assertThat(metadata).containsEntry("Query", new Json("{\"a\":\"1\"}"));
            assertThat(metadata.get("Headers"))
                    .isIn(
                            new Json("{\"content-type\":\"text/plain\",\"x-color\":\"red\"}"),
                            new Json("{\"x-color\":\"red\",\"content-type\":\"text/plain\"}"));
        }

        @Test
        void the_last_value_of_a_parameter_that_was_sent_more_than_once() {
            assertThat(metadata("scopes=1&Scopes=2&empty=", "text/plain", ""))
                    .containsEntry("scopes", new Text("2"))
                    .containsEntry("empty", new Text(""))
                    .containsEntry("Query", new Json("{\"empty\":\"\",\"scopes\":\"2\"}"));
        }

        @Test
        void no_key_that_was_sent_for_authorization() {
            assertThat(metadata("code=secret", "text/plain", "")).doesNotContainKey("code");
        }

        @ParameterizedTest
        @CsvSource({"text/plain, '{\"name\":1}'", "application/json, '[1]'", "application/json, '{broken'"})
        void nothing_of_another_body(String type, String body) {
            assertThat(metadata("", type, body)).containsOnlyKeys("id", "size", "Query", "Headers");
        }
    }
}
