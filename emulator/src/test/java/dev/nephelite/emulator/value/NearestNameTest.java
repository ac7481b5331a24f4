package dev.nephelite.emulator.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NearestNameTest {
    private static final List<String> KNOWN = List.of("--port", "--pwd", "--queue-port", "blobTrigger", "extensions");

    @ParameterizedTest
    @CsvSource({
        "--prot, --port",
        "--prt, --port",
        "--ports, --port",
        "--PORT, --port",
        "--queueport, --queue-port",
        "blobTriger, blobTrigger",
        "blobtrgiger, blobTrigger",
        "extensons, extensions"
    })
    void of_finds_the_name_with_the_fewest_errors(String typed, String meant) {
        assertThat(NearestName.of(typed, KNOWN)).hasValue(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--fo", "timerTrigger", "logging"})
    void of_finds_nothing_where_too_much_differs(String typed) {
        assertThat(NearestName.of(typed, KNOWN)).isEmpty();
    }
}
