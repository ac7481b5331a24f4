package dev.nephelite.function.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.worker.LogLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LogHistoryTest {
    private final LogHistory history = new LogHistory(new ManualClock(Instant.EPOCH));

    @Test
    void write_keepsAndNumbersTheNewestLines() {
        for (int i = 0; i <= LogHistory.KEPT; i++) {
            history.information("Host.Startup", "line " + i);
        }

        assertThat(history.after(0)).hasSize(LogHistory.KEPT);
        assertThat(history.after(LogHistory.KEPT)).singleElement().satisfies(newest -> {
            assertThat(newest.number()).isEqualTo(LogHistory.KEPT + 1);
            assertThat(newest.line().message()).isEqualTo("line " + LogHistory.KEPT);
        });
    }

    @Test
    void write_keepsFewerLinesIfTheyAreVeryLong() {
        for (int i = 0; i < 100; i++) {
            history.information("Host.Startup", i + " " + "x".repeat(200_000));
        }

        assertThat(history.after(0)).hasSizeBetween(40, 42).last().satisfies(newest -> assertThat(
                        newest.line().message())
                .startsWith("99 "));
    }

    @Test
    void write_and_close_wakeReaders() {
        history.information("Host.Startup", "first");
        history.information("Host.Startup", "second");
        assertThat(history.tail().last()).isEqualTo(2);
        assertThat(history.tail().isClosed()).isFalse();

        history.close();
        assertThat(history.tail().isClosed()).isTrue();
    }

    @Test
    void json_isParsedBack() {
        LogLine.Scope scope = new LogLine.Scope("upload", new UUID(1, 2));
        history.write(new LogLine(LogLevel.WARNING, "Function.upload.User", "one\n\"two\"", scope));

        LogEntry entry = history.after(0).get(0);
        assertThat(entry.json()).doesNotContain("\n");
        assertThat(LogEntry.parse(entry.json())).isEqualTo(entry);
        assertThat(entry.function()).isEqualTo("upload");
        assertThat(entry.isOfUser()).isTrue();
    }

    @Test
    void filtered_appliesTheLevelsOfEachLogAndOfHostJson() {
        List<String> heard = new ArrayList<>();
        HostLog quiet = new HostLog() {
            @Override
            public void write(LogLine line) {
                heard.add(line.message());
            }

            @Override
            public Map<String, String> levels() {
                return Map.of("default", "Warning", "Function", "Information");
            }
        };
        HostSettings settings = HostSettings.of(Map.of("logging:logLevel:Host.Named", "Information"));
        HostLog both = history.and(quiet).filtered(settings);

        both.information("Host.Startup", "for the history");
        both.information("Host.Named", "for all");
        both.information("Function.upload", "for people");
        both.debug("Function.upload", "for nobody");

        assertThat(heard).containsExactly("for all", "for people");
        assertThat(history.after(0))
                .extracting(entry -> entry.line().message())
                .containsExactly("for the history", "for all", "for people");
    }
}
