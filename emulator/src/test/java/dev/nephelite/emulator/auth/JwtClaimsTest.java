package dev.nephelite.emulator.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nephelite.emulator.auth.BearerToken.JwtClaims;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JwtClaimsTest {
    @Test
    void read_returnsTextsNumbersAndLists() {
        String json = """
                { "aud" : ["a", "b", ["c"]], "exp":1.5e3, "ok": true, "none": null,
                  "nested": {"aud": "wrong", "deep": [{}, {"x": []}]}, "empty": [], "iss": "https:\\/\\/x" }
                """;

        assertThat(JwtClaims.read(json))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "aud", List.of("a", "b", "c"),
                        "exp", List.of("1.5e3"),
                        "ok", List.of("true"),
                        "none", List.of("null"),
                        "nested", List.of(),
                        "empty", List.of(),
                        "iss", List.of("https://x")));
    }

    @Test
    void read_returnsNoClaimsOfAnEmptyObject() {
        assertThat(JwtClaims.read(" { } ")).isEmpty();
    }

    @Test
    void read_decodesEscapes() {
        assertThat(JwtClaims.read("{\"name\": \"\\u00fc \\\" \\\\ \\n \\t \\r \\b \\f\"}"))
                .containsEntry("name", List.of("\u00fc \" \\ \n \t \r \b \f"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "1",
                "{",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":[1,]}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":01x}",
                "{\"a\":\"",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u00g0\"}",
                "{'a':1}",
                "{} {}"
            })
    void read_refusesTextThatIsNoObject(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> JwtClaims.read(json));
    }

    @Test
    void read_refusesDeepNesting() {
        String json = "{\"a\":" + "[".repeat(100_000);

        assertThatIllegalArgumentException().isThrownBy(() -> JwtClaims.read(json));
    }
}
