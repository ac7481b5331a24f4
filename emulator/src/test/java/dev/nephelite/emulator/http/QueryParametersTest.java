package dev.nephelite.emulator.http;

import static dev.nephelite.emulator.error.CommonError.INVALID_QUERY_PARAMETER_VALUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nephelite.emulator.error.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class QueryParametersTest {
    @Test
    void a_million_parameters_without_values_are_read_in_one_pass() {
        assertThat(QueryParameters.parse("a&b&".repeat(1_000_000)).byName().get("b"))
                .hasSize(1_000_000);
    }

    @Nested
    class Given_a_query {
        private final QueryParameters queryParameters =
                QueryParameters.parse("comp=list&Include=metadata&snapshot&prefix=&include=tags&timeout=30");

        @Test
        void a_parameter_is_found_whatever_the_case_of_its_name() {
            assertThat(queryParameters.get("COMP")).isEqualTo("list");
            assertThat(queryParameters.has("TimeOut")).isTrue();
        }

        @Test
        void a_name_without_a_value_counts_as_absent() {
            assertThat(queryParameters.get("snapshot")).isNull();
            assertThat(queryParameters.has("prefix")).isFalse();
            assertThat(QueryParameters.parse("prefix=&prefix=a").get("prefix")).isEqualTo("a");
        }

        @Test
        void a_parameter_that_was_not_sent_is_null() {
            @Nullable Integer none = queryParameters.get("marker", Integer::valueOf);

            assertThat(queryParameters.get("marker")).isNull();
            assertThat(none).isNull();
            assertThat(queryParameters.has("marker")).isFalse();
        }

        @Test
        void a_parameter_sent_twice_gives_its_first_value_or_all() {
            assertThat(queryParameters.get("include")).isEqualTo("metadata");
            assertThat(queryParameters.all("include")).containsExactly("metadata", "tags");
        }

        @Test
        void every_name_is_listed_once() {
            assertThat(queryParameters.byName().keySet())
                    .containsExactly("comp", "Include", "prefix", "snapshot", "timeout");
            assertThat(queryParameters.byName()).containsEntry("include", List.of("metadata", "tags"));
        }

        @Test
        void every_pair_can_be_visited_in_order() {
            List<String> pairs = new ArrayList<>();
            queryParameters.forEach((name, value) -> pairs.add(name + "=" + value));

            assertThat(pairs)
                    .containsExactly(
                            "comp=list", "Include=metadata", "snapshot=", "prefix=", "include=tags", "timeout=30");
        }

        @Test
        void a_value_can_be_parsed() {
            @Nullable Integer seconds = queryParameters.get("timeout", Integer::valueOf);

            assertThat(seconds).isEqualTo(30);
        }

        @Test
        void a_value_the_parser_refuses_is_an_answer_that_names_the_parameter() {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> queryParameters.get("comp", Integer::valueOf))
                    .returns(INVALID_QUERY_PARAMETER_VALUE, StorageException::error)
                    .returns(
                            Map.of("QueryParameterName", "comp", "QueryParameterValue", "list"),
                            StorageException::details);
        }
    }

    @Nested
    class Given_encoded_text {
        @ParameterizedTest
        @CsvSource({
            "a%20b, 'a b'",
            "a+b, 'a b'",
            "a%2Bb, a+b",
            "a%252Bb, a%2Bb",
            "x%26y%3Dz, x&y=z",
            "%C3%BC, ü",
            "a==, a==",
            "%e2%82%ac, €"
        })
        void it_is_decoded_once(String raw, String decoded) {
            assertThat(QueryParameters.parse("name=" + raw).get("name")).isEqualTo(decoded);
        }

        @Test
        void names_are_decoded_too() {
            assertThat(QueryParameters.parse("a%20b=c").get("a b")).isEqualTo("c");
        }

        @ParameterizedTest
        @ValueSource(strings = {"a=%", "a=%2", "a=%zz", "%f=a"})
        void text_that_cannot_be_decoded_is_refused(String raw) {
            assertThatIllegalArgumentException().isThrownBy(() -> QueryParameters.parse(raw));
        }

        @ParameterizedTest
        @CsvSource({"a=100%, 100%", "a=%2, %2", "a=%zz, %zz", "a=%%41, %A", "a=%4%41+, '%4A '"})
        void text_that_cannot_be_decoded_stands_for_itself_where_that_is_asked(String raw, String decoded) {
            assertThat(QueryParameters.parseLeniently(raw).get("a")).isEqualTo(decoded);
        }
    }

    @Nested
    class Given_no_query {
        @ParameterizedTest
        @NullAndEmptySource
        @ValueSource(strings = {"&", "&&"})
        void it_has_no_parameters(String raw) {
            assertThat(QueryParameters.parse(raw).byName()).isEmpty();
        }
    }
}
