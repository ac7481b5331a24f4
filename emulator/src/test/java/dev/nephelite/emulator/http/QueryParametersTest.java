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
    void parse_readsAMillionParametersInOnePass() {
        assertThat(QueryParameters.parse("a&b&".repeat(1_000_000)).byName().get("b"))
                .hasSize(1_000_000);
    }

    @Nested
    class Given_a_query {
        private final QueryParameters queryParameters =
                QueryParameters.parse("comp=list&Include=metadata&snapshot&prefix=&include=tags&timeout=30");

        @Test
        void get_ignoresTheCaseOfTheName() {
            assertThat(queryParameters.get("COMP")).isEqualTo("list");
            assertThat(queryParameters.has("TimeOut")).isTrue();
        }

        @Test
        void get_takesANameWithoutAValueAsAbsent() {
            assertThat(queryParameters.get("snapshot")).isNull();
            assertThat(queryParameters.has("prefix")).isFalse();
            assertThat(QueryParameters.parse("prefix=&prefix=a").get("prefix")).isEqualTo("a");
        }

        @Test
        void get_isNullForAMissingParameter() {
            @Nullable Integer none = queryParameters.get("marker", Integer::valueOf);

            assertThat(queryParameters.get("marker")).isNull();
            assertThat(none).isNull();
            assertThat(queryParameters.has("marker")).isFalse();
        }

        @Test
        void get_and_all_returnTheFirstOrAllValues() {
            assertThat(queryParameters.get("include")).isEqualTo("metadata");
            assertThat(queryParameters.all("include")).containsExactly("metadata", "tags");
        }

        @Test
        void byName_listsEachNameOnce() {
            assertThat(queryParameters.byName().keySet())
                    .containsExactly("comp", "Include", "prefix", "snapshot", "timeout");
            assertThat(queryParameters.byName()).containsEntry("include", List.of("metadata", "tags"));
        }

        @Test
        void forEach_visitsEachPairInOrder() {
            List<String> pairs = new ArrayList<>();
            queryParameters.forEach((name, value) -> pairs.add(name + "=" + value));

            assertThat(pairs)
                    .containsExactly(
                            "comp=list", "Include=metadata", "snapshot=", "prefix=", "include=tags", "timeout=30");
        }

        @Test
        void get_parsesTheValue() {
            @Nullable Integer seconds = queryParameters.get("timeout", Integer::valueOf);

            assertThat(seconds).isEqualTo(30);
        }

        @Test
        void get_namesTheParameterThatAParserRefuses() {
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
        void parse_decodesValuesOnce(String raw, String decoded) {
            assertThat(QueryParameters.parse("name=" + raw).get("name")).isEqualTo(decoded);
        }

        @Test
        void parse_decodesNames() {
            assertThat(QueryParameters.parse("a%20b=c").get("a b")).isEqualTo("c");
        }

        @ParameterizedTest
        @ValueSource(strings = {"a=%", "a=%2", "a=%zz", "%f=a"})
        void parse_refusesAnInvalidEscape(String raw) {
            assertThatIllegalArgumentException().isThrownBy(() -> QueryParameters.parse(raw));
        }

        @ParameterizedTest
        @CsvSource({"a=100%, 100%", "a=%2, %2", "a=%zz, %zz", "a=%%41, %A", "a=%4%41+, '%4A '"})
        void parseLeniently_keepsAnInvalidEscape(String raw, String decoded) {
            assertThat(QueryParameters.parseLeniently(raw).get("a")).isEqualTo(decoded);
        }
    }

    @Nested
    class Given_no_query {
        @ParameterizedTest
        @NullAndEmptySource
        @ValueSource(strings = {"&", "&&"})
        void parse_returnsNoParametersWithoutAQuery(String raw) {
            assertThat(QueryParameters.parse(raw).byName()).isEmpty();
        }
    }
}
