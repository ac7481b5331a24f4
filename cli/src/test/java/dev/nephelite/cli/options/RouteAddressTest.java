package dev.nephelite.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nephelite.cli.options.HttpInvocationOptions.RouteAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RouteAddressTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            /api/photos                        | ""         | /api/photos
            /api/photos/{name}                 | name=a b/c | /api/photos/a%20b%2Fc
            /api/photos/{NAME:alpha}/{size?}   | name=x     | /api/photos/x
            /api/photos/{name}/{size:int=3}    | name=x     | /api/photos/x
            /api/files/{*path}                 | path=a/b   | /api/files/a/b
            /api/{id:regex(^\\d{2}$)}.json     | id=12      | /api/12.json
            /                                  | ""         | /
            """)
    void every_parameter_has_its_value(String route, String values, String path) {
        assertThat(new RouteAddress(route).with(parsed(values))).isEqualTo(path);
    }

    @Test
    void a_missing_value_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RouteAddress("/api/{name}").with(Map.of()))
                .withMessageContaining("--param name=VALUE");
    }

    @Test
    void a_value_without_a_place_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RouteAddress("/api/photos").with(Map.of("size", "3")))
                .withMessageContaining("has no parameter 'size'");
    }

    private static Map<String, String> parsed(String values) {
        Map<String, String> parsed = new LinkedHashMap<>();
        Arrays.stream(values.split(",", -1))
                .filter(value -> !value.isEmpty())
                .map(value -> value.split("=", 2))
                .forEach(pair -> parsed.put(pair[0], pair[1]));
        return parsed;
    }
}
