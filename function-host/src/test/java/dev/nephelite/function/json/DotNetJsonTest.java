package dev.nephelite.function.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DotNetJsonTest {
    @Test
    void an_indented_document_has_a_line_for_each_member_and_element() {
        assertThat(DotNetJson.indented("{\"a\":1.50,\"b\":[true,null,\"\\u003dx\"],\"c\":{},\"d\":[]}"))
                .isEqualTo("""
                        {
                          "a": 1.50,
                          "b": [
                            true,
                            null,
                            "=x"
                          ],
                          "c": {},
                          "d": []
                        }""");
    }

    @Test
    void a_compact_document_has_no_white_space_and_every_digit() {
        assertThat(DotNetJson.compact("{ \"a\" : 1.50, \"b\": [ 12345678901234567890 ] }"))
                .isEqualTo("{\"a\":1.50,\"b\":[12345678901234567890]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    true         | True
                    false        | False
                    null         | ''
                    7            | 7
                    1.0          | 1
                    1.50         | 1.5
                    -0.25        | -0.25
                    0.00001      | 1E-05
                    0.0001       | 0.0001
                    1e20         | 1E+20
                    1.25e20      | 1.25E+20
                    123456789012 | 123456789012
                    "a b"        | a b
                    """)
    void a_value_as_plain_text_reads_as_it_would_in_the_cloud(String json, String plain) {
        assertThat(DotNetJson.plain(DotNetJson.parse(json).orElseThrow())).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "hello", "{\"a\":1} and more", "[1,", "007"})
    void what_is_no_document_does_not_parse(String text) {
        assertThat(DotNetJson.parse(text)).isEmpty();
    }
}
