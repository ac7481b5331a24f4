package dev.nephelite.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fields of {@code /proc/PID/stat} are those of proc(5). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TerminalJobTest {
    @ParameterizedTest
    @CsvSource({
        "4711 (java) S 4700 4711 4700 34816 4711 4194304, true",
        "4711 (java) S 4700 4711 4700 34816 4800 4194304, false",
        "4711 (a) b) S 4700 4711 4711 0 -1 4194304, false"
    })
    void isInForeground_compares_the_process_group_with_that_of_the_terminal(String status, boolean foreground) {
        assertThat(TerminalJob.isInForeground(status)).isEqualTo(foreground);
    }
}
