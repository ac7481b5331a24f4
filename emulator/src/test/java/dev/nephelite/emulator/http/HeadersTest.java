package dev.nephelite.emulator.http;

import static dev.nephelite.emulator.error.CommonError.INVALID_HEADER_VALUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.nephelite.emulator.error.StorageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HeadersTest {
    @Nested
    class Given_the_headers_of_a_request {
        private final Headers headers = new Headers.Builder()
                .add("Content-Length", " 12 ")
                .add("x-ms-meta-Foo", "1")
                .add("Accept", "text/plain")
                .add("X-MS-META-bar", "2")
                .add("accept", "text/html")
                .add("x-ms-meta-Foo", "3")
                .build();

        @Test
        void one_is_found_whatever_the_case_of_its_name() {
            assertThat(headers.get("CONTENT-LENGTH")).isEqualTo(" 12 ");
            assertThat(headers.has("content-length")).isTrue();
        }

        @Test
        void one_that_was_not_sent_is_null() {
            @Nullable Integer none = headers.get("Range", Integer::valueOf);

            assertThat(headers.get("Range")).isNull();
            assertThat(none).isNull();
            assertThat(headers.has("Range")).isFalse();
        }

        @Test
        void a_parser_sees_the_value_without_the_space_around_it() {
            @Nullable Integer length = headers.get("Content-Length", Integer::valueOf);

            assertThat(length).isEqualTo(12);
        }

        @Test
        void a_value_the_parser_refuses_is_an_answer_that_names_the_header() {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> headers.get("Accept", Instant::parse))
                    .returns(INVALID_HEADER_VALUE, StorageException::error)
                    .returns(Map.of("HeaderName", "Accept", "HeaderValue", "text/plain"), StorageException::details);
        }

        @Test
        void a_header_sent_twice_gives_its_first_value_or_all() {
            assertThat(headers.get("Accept")).isEqualTo("text/plain");
            assertThat(headers.all("Accept")).containsExactly("text/plain", "text/html");
            assertThat(headers.all("Range")).isEmpty();
        }

        @Test
        void a_header_without_a_value_counts_as_absent() {
            Headers empty = Headers.of(Map.of("x-ms-lease-id", "", "x-ms-meta-Foo", " "));

            assertThat(empty.get("x-ms-lease-id")).isNull();
            assertThat(empty.has("x-ms-lease-id")).isFalse();
            assertThat(empty.withPrefix("x-ms-meta-")).containsExactly(entry("Foo", " "));
        }

        @Test
        void those_with_a_prefix_keep_their_order_and_their_case() {
            assertThat(headers.withPrefix("x-ms-meta-")).containsExactly(entry("Foo", "1,3"), entry("bar", "2"));
        }

        @Test
        void every_line_can_be_visited_as_it_was_sent() {
            List<String> lines = new ArrayList<>();
            headers.forEach((name, value) -> lines.add(name + "=" + value));

            assertThat(lines)
                    .containsExactly(
                            "Content-Length= 12 ",
                            "x-ms-meta-Foo=1",
                            "Accept=text/plain",
                            "X-MS-META-bar=2",
                            "accept=text/html",
                            "x-ms-meta-Foo=3");
        }
    }
}
