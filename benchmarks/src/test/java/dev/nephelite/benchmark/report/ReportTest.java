package dev.nephelite.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReportTest {
    private final Results results = new Results(sample -> {});

    @Nested
    class Given_a_rate_that_has_to_be_15_times_that_of_Azurite {
        @Test
        void the_ratio_is_that_of_the_medians() {
            nephelite(ReportRow.PUT_16, 3000, 1600, 1000);
            azurite(ReportRow.PUT_16, 90, 100, 700);

            assertThat(line(ReportRow.PUT_16))
                    .isEqualTo("| PUT 1 KiB, 16 clients | /s | 1,600 (1,000..3,000) | 100 (90..700)"
                            + " | 16 | ≥ 15x | yes |");
        }

        @Test
        void less_is_not_enough() {
            nephelite(ReportRow.PUT_16, 1499);
            azurite(ReportRow.PUT_16, 100);

            assertThat(line(ReportRow.PUT_16)).endsWith("| ≥ 15x | **no** |");
        }

        @Test
        void a_rate_with_errors_proves_nothing() {
            results.add(new Results.Sample(ReportRow.PUT_16, Subject.NEPHELITE, 1600, 2, null));
            azurite(ReportRow.PUT_16, 100);

            assertThat(line(ReportRow.PUT_16)).contains("1,600, 2 errors").endsWith("**no** |");
        }

        @Test
        void without_Azurite_there_is_no_verdict() {
            nephelite(ReportRow.PUT_16, 1600);

            assertThat(line(ReportRow.PUT_16)).endsWith("| 1,600 | – | – | ≥ 15x | not measured |");
        }
    }

    @Nested
    class Given_a_figure_that_has_nothing_to_do_with_Azurite {
        @Test
        void it_is_judged_by_itself() {
            nephelite(ReportRow.MESSAGE_P50, 2);
            nephelite(ReportRow.QUEUE_TRIGGER_RATE, 2999);

            assertThat(line(ReportRow.MESSAGE_P50)).endsWith("| 2 | – | – | ≤ 2 | yes |");
            assertThat(line(ReportRow.QUEUE_TRIGGER_RATE)).endsWith("| 2,999 | – | – | ≥ 3,000 | **no** |");
        }

        @Test
        void it_is_left_out_if_it_was_not_measured() {
            assertThat(new Report(results).lines()).noneMatch(line -> line.contains(ReportRow.MESSAGE_P50.title()));
        }
    }

    @Nested
    class Given_a_time_that_has_to_be_half_that_of_Azurite {
        @Test
        void it_may_be_just_that() {
            nephelite(ReportRow.COLD_START, 400);
            azurite(ReportRow.COLD_START, 800);

            assertThat(line(ReportRow.COLD_START)).endsWith("| 0.50 | ≤ 0.5x | yes |");
        }

        @Test
        void more_is_too_much() {
            nephelite(ReportRow.COLD_START, 401);
            azurite(ReportRow.COLD_START, 800);

            assertThat(line(ReportRow.COLD_START)).endsWith("**no** |");
        }
    }

    @Nested
    class Given_something_that_must_never_happen {
        @Test
        void one_round_in_which_it_does_is_one_too_many() {
            nephelite(ReportRow.LOST_BLOBS, 0, 0, 3, 0, 0);
            azurite(ReportRow.LOST_BLOBS, 100, 200);

            assertThat(line(ReportRow.LOST_BLOBS)).endsWith("| in total | 3 | 300 | 3 | 0 | **no** |");
        }
    }

    @Nested
    class Given_a_share_of_what_the_machine_can_do {
        @Test
        void it_follows_from_two_other_rows() {
            nephelite(ReportRow.GET_HUGE, 1700);
            results.add(new Results.Sample(ReportRow.FILE_TRANSFER, Subject.MACHINE, 2000, 0, null));

            assertThat(line(ReportRow.GET_SHARE)).endsWith("| – | – | 0.85 | ≥ 0.8 | yes |");
        }

        @Test
        void it_is_not_measured_unless_both_are() {
            nephelite(ReportRow.GET_HUGE, 1700);

            assertThat(new Report(results).lines())
                    .noneMatch(line -> line.contains(ReportRow.GET_SHARE.title()))
                    .anyMatch(line -> line.contains(ReportRow.GET_HUGE.title()));
        }
    }

    @Test
    void targets_are_counted_whether_measured_or_not() {
        nephelite(ReportRow.LOST_BLOBS, 0);
        nephelite(ReportRow.LOST_MESSAGES, 1);

        List<String> lines = new Report(results).lines();

        assertThat(lines).hasSize(2 + 2 + 2);
        assertThat(lines).anyMatch(line -> line.matches("\\d+ targets: 1 met, 1 missed, \\d+ not measured\\. .*"));
    }

    @Test
    void notes_stand_below_the_table() {
        results.note("Azurite is left out: there is no npm.");

        assertThat(new Report(results).lines()).endsWith("- Azurite is left out: there is no npm.");
    }

    private void nephelite(ReportRow reportRow, double... values) {
        for (double value : values) {
            results.add(new Results.Sample(reportRow, Subject.NEPHELITE, value, 0, null));
        }
    }

    private void azurite(ReportRow reportRow, double... values) {
        for (double value : values) {
            results.add(new Results.Sample(reportRow, Subject.AZURITE, value, 0, null));
        }
    }

    private String line(ReportRow reportRow) {
        return new Report(results)
                .lines().stream()
                        .filter(line -> line.startsWith("| " + reportRow.title() + " |"))
                        .findFirst()
                        .orElseThrow();
    }
}
