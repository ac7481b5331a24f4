package dev.nephelite.function.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PathPatternTest {
    @Nested
    class Given_a_path_with_captures {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        photos/{name}                | cat.jpg             | {name=cat.jpg}
                        photos/{name}                | 2026/summer/cat.jpg | {name=2026/summer/cat.jpg}
                        photos/{name}.{ext}          | a.b.jpg             | {name=a.b, ext=jpg}
                        photos/{folder}/{name}       | x/y/z.png           | {folder=x/y, name=z.png}
                        photos/raw-{id}.png          | raw-7.png           | {id=7}
                        photos/{{{day}}}.txt         | {monday}.txt        | {day=monday}
                        photos/a.b                   | a.b                 | {}
                        photos                       | anything/at/all     | {}
                        photos/                      | anything            | {}
                        """)
        void a_matching_blob_gives_their_values(String path, String blob, String captures) {
            assertThat(PathPattern.parse(path).match("photos", blob))
                    .hasValueSatisfying(found -> assertThat(found).hasToString(captures));
        }

        @ParameterizedTest
        @CsvSource({
            "photos/{name}.png, photos, cat.jpg",
            "photos/{name}.png, photos, cat.PNG",
            "photos/{name}.png, photos, cat.png.bak",
            "photos/raw-{name}, photos, raw",
            "photos/a.b,        photos, axb",
            "photos/{name},     videos, cat.jpg"
        })
        void another_blob_does_not_match(String path, String container, String blob) {
            assertThat(PathPattern.parse(path).match(container, blob)).isEmpty();
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        photos/{name}.png         | cat.jpg      | It does not end with the extension '.png'.
                        photos/{name}.png         | cat.PNG      | It differs in case, and names of blobs are case-sensitive.
                        photos/{name}.png         | cat.png.bak  | It has more after '.png', with which it has to end.
                        photos/raw-{name}         | raw          | It does not begin with 'raw-'.
                        photos/{album}/{name}.png | cat.png      | It has no '/' after '{album}'.
                        photos/{name}-small       | cat          | It does not end with '-small'.
                        """)
        void the_part_that_does_not_match_is_named(String path, String blob, String part) {
            assertThat(PathPattern.parse(path).mismatch(blob)).contains(part);
            assertThat(PathPattern.parse("photos").mismatch(blob)).isEmpty();
        }

        @Test
        void the_container_ignores_case() {
            assertThat(PathPattern.parse("Photos/{name}").match("photos", "x")).contains(Map.of("name", "x"));
        }

        @Test
        void the_text_before_the_first_capture_narrows_a_listing() {
            assertThat(PathPattern.parse("photos/raw/{name}.png").blobPrefix()).isEqualTo("raw/");
            assertThat(PathPattern.parse("photos/{name}").blobPrefix()).isEmpty();
        }
    }

    @Nested
    class Given_a_path_that_can_never_match {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "/name",
                    "{container}/name",
                    "ab/name",
                    "a--b/{name}",
                    "photos/{a}{b}",
                    "photos/{a}-{A}",
                    "photos/{name"
                })
        void it_is_refused(String path) {
            assertThatIllegalArgumentException().isThrownBy(() -> PathPattern.parse(path));
        }
    }
}
