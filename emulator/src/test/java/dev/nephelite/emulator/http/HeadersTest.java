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
        void get_ignoresTheCaseOfTheName() {
            assertThat(headers.get("CONTENT-LENGTH")).isEqualTo(" 12 ");
            assertThat(headers.has("content-length")).isTrue();
        }

        @Test
        void get_isNullForAMissingHeader() {
            @Nullable Integer none = headers.get("Range", Integer::valueOf);

            assertThat(headers.get("Range")).isNull();
            assertThat(none).isNull();
            assertThat(headers.has("Range")).isFalse();
        }

        @Test
        void get_stripsTheValueForAParser() {
            @Nullable Integer length = headers.get("Content-Length", Integer::valueOf);

            assertThat(length).isEqualTo(12);
        }

        @Test
        void get_namesTheHeaderThatAParserRefuses() {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> headers.get("Accept", Instant::parse))
                    .returns(INVALID_HEADER_VALUE, StorageException::error)
                    .returns(Map.of("HeaderName", "Accept", "HeaderValue", "text/plain"), StorageException::details);
        }

        @Test
        void get_and_all_returnTheFirstOrAllValues() {
            assertThat(headers.get("Accept")).isEqualTo("text/plain");
            assertThat(headers.all("Accept")).containsExactly("text/plain", "text/html");
            assertThat(headers.all("Range")).isEmpty();
        }

        @Test
        void get_takesAHeaderWithoutAValueAsAbsent() {
            Headers empty = Headers.of(Map.of("x-ms-lease-id", "", "x-ms-meta-Foo", " "));

            assertThat(empty.get("x-ms-lease-id")).isNull();
            assertThat(empty.has("x-ms-lease-id")).isFalse();
            assertThat(empty.withPrefix("x-ms-meta-")).containsExactly(entry("Foo", " "));
        }

        @Test
        void withPrefix_keepsOrderAndCase() {
            assertThat(headers.withPrefix("x-ms-meta-")).containsExactly(entry("Foo", "1,3"), entry("bar", "2"));
        }

        @Test
        void forEach_visitsEachLineAsSent() {
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
