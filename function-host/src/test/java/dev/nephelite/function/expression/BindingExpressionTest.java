package dev.nephelite.function.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nephelite.function.worker.TypedData;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BindingExpressionTest {
    private static final UUID ID = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");

    private static String resolve(String text, Map<String, TypedData> metadata) {
        ExpressionScope scope =
                new ExpressionScope("resize", metadata, Instant.parse("2026-03-04T15:06:07.089Z"), () -> ID);
        return BindingExpression.parse(text).resolve(scope);
    }

    @Nested
    class Given_what_a_trigger_knows {
        private final Map<String, TypedData> metadata = Map.of(
                "name", new TypedData.Text("cat"),
                "DequeueCount", new TypedData.Int(3),
                "ratio", new TypedData.Real(1.5),
                "InsertionTime", new TypedData.Json("\"2026-01-02T03:04:05+00:00\""),
                "order", new TypedData.Json("{\"Id\":7,\"buyer\":{\"Name\":\"Ada\",\"note\":null},\"tags\":[1, 2]}"),
                "Query", new TypedData.Json("{\"size\":\"large\"}"),
                "absent", TypedData.NONE);

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        thumbnails/{name}.png       | thumbnails/cat.png
                        {NAME}-{Name}               | cat-cat
                        try-{dequeueCount}          | try-3
                        {ratio}                     | 1.5
                        {order.id}                  | 7
                        {Order.Buyer.name}          | Ada
                        {order.tags}                | [1,2]
                        <{order.buyer.note}>        | <>
                        <{absent}>                  | <>
                        {query.size}                | large
                        {insertionTime}             | 2026-01-02T03:04:05+00:00
                        {insertionTime:yyyy-MM-dd}  | 2026-01-02
                        {name:yyyy}                 | cat
                        a{{b}}c                     | a{b}c
                        {{{name}}}                  | {cat}
                        no names at all             | no names at all
                        """)
        void names_are_filled_in_ignoring_case(String text, String resolved) {
            assertThat(resolve(text, metadata)).isEqualTo(resolved);
        }

        @Test
        void an_unknown_name_is_refused_with_the_names_that_are_known() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> resolve("{nam}.png", Map.of("name", new TypedData.Text("cat"))))
                    .withMessage("No value for named parameter 'nam' of '{nam}.png'. The trigger knows name.");
        }

        @Test
        void a_value_of_the_trigger_hides_an_alias_of_the_system() {
            assertThat(resolve("{DateTime}", Map.of("datetime", new TypedData.Text("noon"))))
                    .isEqualTo("noon");
        }
    }

    @Nested
    class Given_names_of_the_system {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        {rand-guid}                   | 01234567-89ab-cdef-0123-456789abcdef
                        {rand-guid:D}                 | 01234567-89ab-cdef-0123-456789abcdef
                        {rand-guid:N}                 | 0123456789abcdef0123456789abcdef
                        {rand-guid:B}                 | {01234567-89ab-cdef-0123-456789abcdef}
                        {rand-guid:P}                 | (01234567-89ab-cdef-0123-456789abcdef)
                        {sys.RandGuid}                | 01234567-89ab-cdef-0123-456789abcdef
                        {sys.methodname}              | resize
                        {DateTime}                    | 2026-03-04T15-06-07Z
                        {sys.UtcNow}                  | 2026-03-04T15-06-07Z
                        {datetime:yyyy}/{DateTime:MM} | 2026/03
                        {DateTime:yyyyMMdd-HHmmss.fff}| 20260304-150607.089
                        {DateTime:d MMM yy, h:mm tt}  | 4 Mar 26, 3:06 PM
                        {DateTime:dddd 'the' dd}      | Wednesday the 04
                        {DateTime:s}                  | 2026-03-04T15:06:07
                        {DateTime:o}                  | 2026-03-04T15:06:07.0890000Z
                        {DateTime:R}                  | Wed, 04 Mar 2026 15:06:07 GMT
                        {DateTime:%d}                 | 4
                        {DateTime:HH\\h}               | 15h
                        """)
        void they_are_filled_in_by_their_format(String text, String resolved) {
            assertThat(resolve(text, Map.of())).isEqualTo(resolved);
        }

        @ParameterizedTest
        @ValueSource(strings = {"{rand-guid:Q}", "{DateTime:q}"})
        void a_format_that_does_not_exist_is_refused(String text) {
            assertThatIllegalArgumentException().isThrownBy(() -> resolve(text, Map.of()));
        }
    }

    @Nested
    class Given_a_text_with_unbalanced_braces {
        @ParameterizedTest
        @ValueSource(strings = {"{name", "name}", "{}", "{a b}", "{:N}", "x{"})
        void it_is_refused_before_any_invocation(String text) {
            assertThatIllegalArgumentException().isThrownBy(() -> BindingExpression.parse(text));
        }
    }

    @Test
    void an_expression_tells_the_names_it_needs() {
        assertThat(BindingExpression.parse("{a}/{b.c}-{rand-guid:N}{{d}}").names())
                .containsExactly("a", "b.c", "rand-guid");
    }
}
