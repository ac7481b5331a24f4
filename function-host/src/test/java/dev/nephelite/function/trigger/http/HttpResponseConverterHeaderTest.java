package dev.nephelite.function.trigger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HttpResponseConverterHeaderTest {
    @ParameterizedTest
    @ValueSource(strings = {"X Color", "", "X:Color", "Größe"})
    void a_name_that_no_header_can_have_is_refused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpResponseConverter.headerName(name))
                .withMessageContaining("'" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"grün", "a\r\nSet-Cookie: b", "a\u0000"})
    void a_value_that_no_header_can_have_is_refused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpResponseConverter.headerValue("X-Color", value))
                .withMessageContaining("'X-Color'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a, b; c=\"d\"", "tab\there"})
    void any_other_value_is_left_as_it_is(String value) {
        assertThat(HttpResponseConverter.headerValue("X-Color", value)).isEqualTo(value);
    }
}
