package dev.nephelite.function.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.function.run.RunStore.Limits;
import dev.nephelite.function.run.RunSummary.Attempt;
import dev.nephelite.function.run.RunSummary.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RunStoreTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final Limits LIMITS = new Limits(1_000, 1 << 20, 1 << 20);

    private final ManualClock clock = new ManualClock(START);
    private final List<String> problems = new ArrayList<>();
    private RunStore store = open(LIMITS, null);

    private RunStore open(Limits limits, @Nullable Path folder) {
        return new RunStore(limits, folder, clock, problems::add);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static RunRecord run(long id, String function, String message, Outcome outcome) {
        RunSummary summary = new RunSummary(
                0,
                new UUID(id, id),
                function,
                "queueTrigger",
                "New queue message detected on 'orders'.",
                Map.of("MessageId", "message-" + id),
                message.substring(0, Math.min(message.length(), 200)),
                Attempt.ONLY,
                START.plusSeconds(id),
                Duration.ofMillis(3),
                outcome == Outcome.RUNNING ? null : Duration.ofMillis(42),
                outcome,
                true,
                outcome == Outcome.FAILED ? "IllegalStateException: sold out" : "",
                new RunSummary.Trace("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", null, null),
                null);
        Payload input = new Payload(Payload.Form.TEXT, message, message.length(), true, false, null);
        return new RunRecord(
                summary,
                new RunDetails(
                        Map.of(),
                        Map.of("order", input),
                        Map.of(),
                        List.of(new RunDetails.Line(START, "Information", "Function.ship.User", "ships")),
                        0,
                        "",
                        null,
                        new RunDetails.Usage(Duration.ofMillis(1), 100),
                        List.of(),
                        false));
    }

    private void end(RunRecord run) {
        store.begin(run.summary().id(), () -> run(1, "ship", "", Outcome.RUNNING));
        store.end(run.summary().id(), () -> run, 0);
    }

    private void end(long id, String message) {
        end(run(id, "ship", message, Outcome.SUCCEEDED));
    }

    private static List<Long> ids(List<RunSummary> runs) {
        return runs.stream().map(run -> run.id().getMostSignificantBits()).toList();
    }

    @Test
    void newest_returnsTheWantedRunsInTheirOrder() {
        end(run(1, "ship", "5 apples", Outcome.FAILED));
        end(run(2, "ship", "6 pears", Outcome.SUCCEEDED));
        end(run(3, "bill", "7 Apples", Outcome.SUCCEEDED));

        assertThat(ids(store.newest(RunFilter.ALL, 2))).containsExactly(2L, 3L);
        assertThat(ids(store.newest(new RunFilter("SHIP", null, null, null), 9)))
                .containsExactly(1L, 2L);
        assertThat(ids(store.newest(new RunFilter(null, true, null, null), 9))).containsExactly(1L);
        assertThat(ids(store.newest(new RunFilter(null, false, null, null), 9))).containsExactly(2L, 3L);
        assertThat(ids(store.newest(new RunFilter(null, null, START.plusSeconds(2), null), 9)))
                .containsExactly(2L, 3L);
        assertThat(ids(store.newest(new RunFilter(null, null, null, "apples"), 9)))
                .containsExactly(1L, 3L);
        assertThat(ids(store.newest(new RunFilter(null, null, null, "SAGE-2"), 9)))
                .containsExactly(2L);
    }

    @Test
    void after_returnsARunAgainWhenItHasEnded() {
        RunRecord ended = run(1, "ship", "5 apples", Outcome.SUCCEEDED);
        store.begin(ended.summary().id(), () -> run(1, "ship", "5 apples", Outcome.RUNNING));
        end(2, "6 pears");

        List<RunSummary> before = store.after(0, RunFilter.ALL, 10);
        store.end(ended.summary().id(), () -> ended, 0);

        assertThat(ids(before)).containsExactly(1L, 2L);
        assertThat(before.get(0).outcome()).isEqualTo(Outcome.RUNNING);
        assertThat(store.after(before.get(1).number(), RunFilter.ALL, 10))
                .singleElement()
                .satisfies(run -> assertThat(run.outcome()).isEqualTo(Outcome.SUCCEEDED));
        assertThat(ids(store.after(0, RunFilter.ALL, 10))).containsExactly(2L, 1L);
    }

    @Test
    void find_returnsTheWholeRecord() {
        RunRecord run = run(7, "ship", "5 äpfel", Outcome.FAILED);
        end(run);

        RunRecord found = store.find(run.summary().id()).orElseThrow();

        assertThat(found.details()).isEqualTo(run.details());
        assertThat(found.summary()).isEqualTo(run.summary().numbered(2));
        assertThat(RunRecord.parse(found.json())).isEqualTo(found);
        assertThat(store.find(new UUID(8, 8))).isEmpty();
    }

    @Test
    void startingWith_findsRunsByTheBeginningOfTheirIds() {
        LongStream.range(0, 17).forEach(id -> end(id, "message"));

        assertThat(ids(store.startingWith("00000000-0000-000f"))).containsExactly(15L);
        assertThat(store.startingWith("00000000-0000-00")).hasSize(17);
        assertThat(store.startingWith("x")).isEmpty();
    }

    @Test
    void end_removesTheOldestRunsAboveTheNumberThatIsKept() {
        store = open(new Limits(3, 1 << 20, 1 << 20), null);
        LongStream.range(0, 5).forEach(id -> end(id, "message"));

        assertThat(ids(store.newest(RunFilter.ALL, 9))).containsExactly(2L, 3L, 4L);
        assertThat(store.find(new UUID(1, 1))).isEmpty();
    }

    @Test
    void end_removesTheOldestRunsAboveTheSizeThatIsKept() {
        store = open(new Limits(1_000, 100_000, 1 << 20), null);
        LongStream.range(0, 10).forEach(id -> end(id, "m".repeat(20_000)));

        assertThat(ids(store.newest(RunFilter.ALL, 99))).containsExactly(6L, 7L, 8L, 9L);
    }

    @Test
    void end_recordsTheOtherRunsIfOneCannotBeRecorded() {
        store.begin(new UUID(1, 1), () -> run(1, "ship", "", Outcome.RUNNING));
        store.end(
                new UUID(1, 1),
                () -> {
                    throw new IllegalStateException("a bug");
                },
                0);
        end(2, "message");

        assertThat(ids(store.newest(RunFilter.ALL, 9))).containsExactly(2L);
        assertThat(problems)
                .containsExactly("The run 00000000-0000-0001-0000-000000000001 cannot be recorded: "
                        + "java.lang.IllegalStateException: a bug");
    }

    @Nested
    class Given_a_folder {
        @TempDir
        Path folder;

        private void reopen(Limits limits) {
            store.close();
            store = open(limits, folder.resolve("runs"));
        }

        private List<Path> files() {
            try (Stream<Path> files = Files.list(folder.resolve("runs"))) {
                return files.sorted().toList();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        @Test
        void runs_outlive_the_store() {
            reopen(LIMITS);
            RunRecord first = run(1, "ship", "5 apples", Outcome.FAILED);
            end(first);
            reopen(LIMITS);
            end(2, "6 pears");
            reopen(LIMITS);

            assertThat(ids(store.newest(RunFilter.ALL, 9))).containsExactly(1L, 2L);
            assertThat(store.find(new UUID(1, 1)).orElseThrow().details()).isEqualTo(first.details());
            assertThat(store.newest(RunFilter.ALL, 1).get(0).number()).isLessThanOrEqualTo(store.last());
            assertThat(problems).isEmpty();
        }

        @Test
        void details_are_read_from_files_if_they_do_not_fit_into_memory() {
            reopen(new Limits(1_000, 20_000, 1 << 20));
            for (long id = 0; id < 20; id++) {
                end(id, "m".repeat(5_000) + id);
                reopen(new Limits(1_000, 20_000, 1 << 20));
            }

            assertThat(problems).isEmpty();
            assertThat(store.newest(RunFilter.ALL, 99)).hasSize(20);
            RunDetails details = store.find(new UUID(3, 3)).orElseThrow().details();
            assertThat(details.inputs().values()).singleElement().satisfies(input -> assertThat(input.content())
                    .endsWith("m3"));
        }

        @Test
        void the_oldest_files_are_deleted_above_the_size_that_is_kept() {
            Limits small = new Limits(1_000, 1 << 20, 100_000);
            reopen(small);
            for (long id = 0; id < 100; id++) {
                end(id, "m".repeat(5_000));
                store.newest(RunFilter.ALL, 1);
            }
            reopen(small);

            List<Long> left = ids(store.newest(RunFilter.ALL, 999));
            assertThat(left).endsWith(98L, 99L).hasSizeBetween(5, 20);
            assertThat(files().stream()
                            .mapToLong(file -> file.toFile().length())
                            .sum())
                    .isLessThan(120_000);
        }

        @Test
        void what_follows_a_frame_that_is_cut_is_dropped() throws IOException {
            reopen(LIMITS);
            end(1, "5 apples");
            end(2, "6 pears");
            store.close();
            Path file = files().get(0);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() - 1);
            }
            reopen(LIMITS);
            end(3, "7 plums");

            assertThat(ids(store.newest(RunFilter.ALL, 9))).containsExactly(1L, 3L);
            reopen(LIMITS);
            assertThat(ids(store.newest(RunFilter.ALL, 9))).containsExactly(1L, 3L);
        }

        @Test
        void runs_are_kept_in_memory_if_the_folder_cannot_be_written() throws IOException {
            Files.writeString(folder.resolve("runs"), "in the way");
            reopen(LIMITS);
            end(1, "5 apples");

            assertThat(ids(store.newest(RunFilter.ALL, 9))).containsExactly(1L);
            store.close();
            assertThat(problems).singleElement().satisfies(problem -> assertThat(problem)
                    .startsWith("Runs of functions cannot be written to " + folder.resolve("runs"))
                    .endsWith("They are kept in memory until the program ends."));
        }
    }
}
