package dev.nephelite.function.binding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.worker.TypedData;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobBindingTest {
    @ParameterizedTest
    @MethodSource
    void a_value_becomes_bytes(TypedData value, byte[] content) {
        assertThat(BlobBinding.content(value)).isEqualTo(content);
    }

    static Stream<Arguments> a_value_becomes_bytes() {
        return Stream.of(
                Arguments.of(new TypedData.Text("grün"), "grün".getBytes(UTF_8)),
                Arguments.of(new TypedData.Bytes(new byte[] {0, -1}), new byte[] {0, -1}),
                Arguments.of(new TypedData.Json("{ \"a\": [1, 2] }"), "{\"a\":[1,2]}".getBytes(UTF_8)),
                Arguments.of(new TypedData.Json("\"text\""), "text".getBytes(UTF_8)),
                Arguments.of(new TypedData.Int(258), new byte[] {2, 1, 0, 0}),
                Arguments.of(new TypedData.Json("258"), new byte[] {2, 1, 0, 0}),
                Arguments.of(new TypedData.Real(1.0), new byte[] {0, 0, 0, 0, 0, 0, (byte) 0xf0, 0x3f}),
                Arguments.of(new TypedData.Json("true"), new byte[] {1}));
    }
}
