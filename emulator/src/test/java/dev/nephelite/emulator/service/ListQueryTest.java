package dev.nephelite.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Query;
import dev.nephelite.emulator.xml.XmlWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may ask of a list, and the page it gets. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ListQueryTest {
    @Nested
    class Given_a_query_that_asks_for_nothing_special {
        private final ListQuery list = read("comp=list");

        @Test
        void it_means_the_first_5000_of_all() {
            assertThat(list).isEqualTo(new ListQuery("", "", 5000, Set.of()));
            assertThat(list.start()).isEmpty();
        }

        @Test
        void the_answer_says_so() {
            XmlWriter xml = new XmlWriter();
            list.writeTo(xml);

            assertThat(new String(xml.bytes(), StandardCharsets.UTF_8))
                    .endsWith("<Prefix></Prefix><Marker></Marker><MaxResults>5000</MaxResults>");
        }
    }

    @Nested
    class Given_a_query_for_pages_of_two {
        private final ListQuery list = read("comp=list&maxresults=2&prefix=a");

        @Test
        void a_page_names_the_first_item_of_the_next() {
            assertThat(list.page(Stream.of("a1", "a2", "a3", "a4"), Function.identity()))
                    .isEqualTo(new Page<>(List.of("a1", "a2"), "a3"));
        }

        @Test
        void the_last_page_names_none() {
            assertThat(list.page(Stream.of("a1", "a2"), Function.identity()).nextMarker())
                    .isEmpty();
        }

        @Test
        void the_next_page_starts_at_the_marker() {
            assertThat(read("prefix=a&marker=a3").start()).isEqualTo("a3");
        }

        @Test
        void a_marker_before_the_prefix_starts_at_the_prefix() {
            assertThat(read("prefix=b&marker=a3").start()).isEqualTo("b");
        }
    }

    @Nested
    class Given_a_number_of_results {
        @Test
        void more_than_5000_are_cut_down() {
            assertThat(read("maxresults=5001").maxResults()).isEqualTo(5000);
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "-1", "2147483648", "99999999999999999999"})
        void one_out_of_range_is_refused_with_the_range(String number) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> read("maxresults=" + number))
                    .returns(CommonError.OUT_OF_RANGE_QUERY_PARAMETER_VALUE, StorageException::error)
                    .satisfies(refused -> assertThat(refused.details())
                            .containsExactly(
                                    Map.entry("QueryParameterName", "maxresults"),
                                    Map.entry("QueryParameterValue", number),
                                    Map.entry("MinimumAllowed", "1"),
                                    Map.entry("MaximumAllowed", "2147483647")));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "ten", "1.5"})
        void what_is_no_number_is_refused(String number) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> read("maxresults=" + number))
                    .returns(CommonError.INVALID_QUERY_PARAMETER_VALUE, StorageException::error);
        }
    }

    @Nested
    class Given_a_list_of_what_to_include {
        @ParameterizedTest
        @ValueSource(
                strings = {"include=metadata,deleted", "include=Metadata%2CDELETED", "include=metadata&include=deleted,"
                })
        void it_is_read_in_all_its_forms(String query) {
            assertThat(read(query).include()).containsExactlyInAnyOrder("metadata", "deleted");
        }

        @Test
        void an_empty_one_includes_nothing() {
            assertThat(read("include=").include()).isEmpty();
        }

        @Test
        void an_unknown_name_is_refused() {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> read("include=metadata,weather"))
                    .returns(CommonError.INVALID_QUERY_PARAMETER_VALUE, StorageException::error);
        }
    }

    private static ListQuery read(String query) {
        return ListQuery.from(Query.parse(query), Set.of("metadata", "deleted"));
    }
}
