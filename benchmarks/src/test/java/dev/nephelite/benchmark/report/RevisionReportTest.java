package dev.nephelite.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RevisionReportTest {
    private final Results results = new Results(sample -> {});

    @Test
    void ratio_isThatOfTheMedians_andHasTheLeastAndGreatestOfARound() {
        add(ReportRow.PUT_16, Subject.NEPHELITE, 1000, 1500, 900);
        add(ReportRow.PUT_16, Subject.BASELINE, 1000, 1000, 1200);

        assertThat(lines())
                .containsExactly(
                        "| work | unit | now | v1 | ratio |",
                        "|---|---|---|---|---|",
                        "| PUT 1 KiB, 16 clients | /s | 1,000 (900..1,500) | 1,000 (1,000..1,200) | 1 (0.75..1.50) |",
                        "");
    }

    @Test
    void row_isLeftOut_unlessBothRevisionsWereMeasured() {
        add(ReportRow.PUT_16, Subject.NEPHELITE, 1000);
        add(ReportRow.GET_16, Subject.BASELINE, 1000);

        assertThat(lines()).hasSize(3);
    }

    private List<String> lines() {
        return new RevisionReport(results, "v1").lines();
    }

    private void add(ReportRow row, Subject subject, double... values) {
        for (double value : values) {
            results.add(new Results.Sample(row, subject, value, 0, null));
        }
    }
}
