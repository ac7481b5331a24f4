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
class ConsoleProgressTest {
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final StringWriter printed = new StringWriter();
    private final ConsoleProgress progress = new ConsoleProgress(clock, new PrintWriter(printed));

    @Test
    void a_note_is_printed_at_once() {
        progress.note("Compiling photos.");

        assertThat(lines()).containsExactly("nephelite: Compiling photos.");
    }

    @Test
    void of_many_steps_the_current_one_is_printed_every_five_seconds() {
        progress.step("building core");
        progress.step("building photos");
        assertThat(lines()).isEmpty();

        clock.advance(Duration.ofSeconds(5));
        clock.advance(Duration.ofSeconds(3));
        progress.step("downloading gson-2.9.0.jar (file 7)");
        clock.advance(Duration.ofSeconds(2));

        assertThat(lines())
                .containsExactly(
                        "nephelite: building photos, 5 s so far",
                        "nephelite: downloading gson-2.9.0.jar (file 7), 10 s so far");
    }

    @Test
    void nothing_more_is_printed_when_the_work_is_done() {
        progress.step("building photos");
        progress.done();

        clock.advance(Duration.ofMinutes(1));

        assertThat(lines()).isEmpty();
    }

    @Test
    void each_work_has_a_time_of_its_own() {
        progress.step("building photos");
        clock.advance(Duration.ofSeconds(4));
        progress.done();
        progress.step("building photos again");
        clock.advance(Duration.ofSeconds(5));

        assertThat(lines()).containsExactly("nephelite: building photos again, 5 s so far");
    }

    private java.util.List<String> lines() {
        return printed.toString().lines().toList();
    }
}
