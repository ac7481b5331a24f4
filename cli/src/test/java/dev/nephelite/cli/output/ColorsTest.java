package dev.nephelite.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ColorsTest {
    @Test
    void they_can_be_forced_where_there_is_no_terminal() {
        assertThat(Colors.areWanted(Map.of("FORCE_COLOR", "1"))).isTrue();
        assertThat(Colors.areWanted(Map.of("FORCE_COLOR", "0"))).isFalse();
    }

    @Test
    void who_wants_none_gets_none() {
        assertThat(Colors.areWanted(Map.of("NO_COLOR", "1", "FORCE_COLOR", "1")))
                .isFalse();
    }
}
