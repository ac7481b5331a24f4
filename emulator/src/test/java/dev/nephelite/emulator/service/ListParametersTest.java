package dev.nephelite.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.QueryParameters;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ListParametersTest {
    private static final Set<String> INCLUDABLE = Set.of("metadata", "deleted");

    @Nested
    class Given_a_client_that_says_nothing {
        private final ListParameters listing = listing("comp=list");

        @Test
        void from_beginsWithTheFirstEntryAndReturnsUpTo5000() {
            assertThat(listing.most()).isEqualTo(5000);
            assertThat(listing.start()).isEmpty();
            assertThat(listing.covers("anything")).isTrue();
        }
    }

    @Nested
    class Given_a_prefix_and_a_marker {
        @Test
        void start_isTheLaterOfPrefixAndMarker() {
            assertThat(listing("prefix=b&marker=" + ListParameters.marker("bear"))
                            .start())
                    .isEqualTo("bear");
            assertThat(listing("prefix=b&marker=" + ListParameters.marker("a")).start())
                    .isEqualTo("b");
        }

        @ParameterizedTest
        @ValueSource(strings = {"cat", "Größe/\uD83D\uDE00 & more", "a\u0001b\uFFFF"})
        void marker_encodesAnyName(String name) {
            assertThat(listing("marker=" + ListParameters.marker(name)).start()).isEqualTo(name);
        }

        @Test
        void from_refusesAMarkerThatNoListReturned() {
            assertRefused("marker=!!", CommonError.INVALID_QUERY_PARAMETER_VALUE);
        }
    }

    @Nested
    class Given_a_number_of_results {
        @ParameterizedTest
        @CsvSource({"1,1", "5000,5000", "5001,5000", "99999999999,5000", "'',5000"})
        void most_isLimitedTo5000(String asked, int most) {
            assertThat(listing("maxresults=" + asked).most()).isEqualTo(most);
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "-1"})
        void from_refusesFewerThanOneResult(String asked) {
            assertRefused("maxresults=" + asked, CommonError.OUT_OF_RANGE_QUERY_PARAMETER_VALUE);
        }

        @Test
        void from_refusesAWordAsTheNumberOfResults() {
            assertRefused("maxresults=many", CommonError.INVALID_QUERY_PARAMETER_VALUE);
        }
    }

    @Nested
    class Given_things_to_include {
        @ParameterizedTest
        @ValueSource(strings = {"include=metadata", "include=deleted%2CMetadata", "include=&include=metadata,"})
        void includes_acceptsListsRepetitionsAndAnyCase(String query) {
            assertThat(listing(query).includes("metadata")).isTrue();
        }

        @Test
        void include_isEmptyForAnEmptyParameter() {
            assertThat(listing("include=").include()).isEmpty();
        }

        @Test
        void from_refusesAnUnknownInclude() {
            assertRefused("include=everything", CommonError.INVALID_QUERY_PARAMETER_VALUE);
        }
    }

    private static ListParameters listing(String query) {
        return ListParameters.from(QueryParameters.parse(query), INCLUDABLE);
    }

    private static void assertRefused(String query, CommonError error) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> listing(query))
                .returns(error, StorageException::error);
    }
}
