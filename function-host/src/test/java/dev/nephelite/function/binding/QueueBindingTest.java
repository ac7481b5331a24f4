package dev.nephelite.function.binding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nephelite.function.worker.TypedData;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class QueueBindingTest {
    @ParameterizedTest
    @MethodSource
    void a_value_becomes_messages(TypedData value, List<String> messages) {
        assertThat(QueueBinding.messages(value))
                .map(message -> new String(message, UTF_8))
                .isEqualTo(messages);
    }

    static Stream<Arguments> a_value_becomes_messages() {
        return Stream.of(
                Arguments.of(new TypedData.Text("hello"), List.of("hello")),
                Arguments.of(new TypedData.Text(""), List.of("")),
                Arguments.of(new TypedData.Text("{ \"a\": 1 }"), List.of("{ \"a\": 1 }")),
                Arguments.of(new TypedData.Text("[\"a\", {\"b\" : 1}, 2]"), List.of("a", "{\"b\":1}", "2")),
                Arguments.of(new TypedData.Text("[not json"), List.of("[not json")),
                Arguments.of(new TypedData.Json("[\"a\",{\"b\":[1]}]"), List.of("a", "{\"b\":[1]}")),
                Arguments.of(new TypedData.Json("[]"), List.of()),
                Arguments.of(new TypedData.Json("{ \"a\" : \"x\\u003dy\" }"), List.of("{\"a\":\"x=y\"}")),
                Arguments.of(new TypedData.Json("\"a\""), List.of("a")),
                Arguments.of(new TypedData.Json("true"), List.of("True")),
                Arguments.of(new TypedData.Int(7), List.of("7")),
                Arguments.of(new TypedData.Real(1.5), List.of("1.5")),
                Arguments.of(new TypedData.Bytes("raw".getBytes(UTF_8)), List.of("raw")));
    }

    @Test
    void an_HTTP_response_is_no_message() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueueBinding.messages(new TypedData.Response(200, Map.of(), TypedData.NONE)));
    }
}
