package dev.nephelite.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.ManualClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TransferProgressTest {
    private static final String ERASE = "\r\u001B[K";

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final StringWriter printed = new StringWriter();

    @Test
    void a_terminal_shows_a_bar_that_changes_in_place() {
        try (TransferProgress progress = new TransferProgress(clock, new PrintWriter(printed), true)) {
            progress.at("importing records", 1, 4);
            clock.advance(Duration.ofSeconds(1));
            progress.at("importing records", 4, 4);
            clock.advance(Duration.ofMillis(200));
        }

        assertThat(printed)
                .hasToString("importing records  [######------------------]  25 %  1 s" + ERASE
                        + "importing records  [########################] 100 %  1 s" + ERASE);
    }

    @Test
    void a_terminal_shows_no_bar_if_the_end_is_not_known() {
        try (TransferProgress progress = new TransferProgress(clock, new PrintWriter(printed), true)) {
            progress.at("exporting, 3.0 MiB");
            clock.advance(Duration.ofSeconds(2));
        }

        assertThat(printed.toString()).startsWith("exporting, 3.0 MiB  1 s" + ERASE);
    }

    @Test
    void elsewhere_there_are_lines() {
        try (TransferProgress progress = new TransferProgress(clock, new PrintWriter(printed), false)) {
            progress.at("importing records", 1, 4);
            clock.advance(Duration.ofSeconds(1));
            progress.at("importing records", 3, 4);
            clock.advance(Duration.ofSeconds(5));
        }
        clock.advance(Duration.ofSeconds(5));

        assertThat(printed.toString().lines())
                .containsExactly(
                        "nephelite: importing records, 25 %, 1 s so far",
                        "nephelite: importing records, 75 %, 6 s so far");
    }

    @Test
    void nothing_is_shown_in_the_first_second() {
        try (TransferProgress progress = new TransferProgress(clock, new PrintWriter(printed), false)) {
            progress.at("exporting");
            clock.advance(Duration.ofMillis(999));
        }

        assertThat(printed.toString()).isEmpty();
    }
}
