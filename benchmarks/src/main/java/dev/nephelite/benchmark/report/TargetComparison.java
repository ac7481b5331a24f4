package dev.nephelite.benchmark.report;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Compares one row of a run with its target. */
record TargetComparison(Results results, ReportRow row) {
    private static final String LIMIT = "#,##0.##";

    boolean isTarget() {
        return row.bound() != ReportRow.Bound.ANY;
    }

    /** Whether the target applies to a ratio, and not to the row's own value, which the table shows already. */
    boolean isRatio() {
        return row.bound() != ReportRow.Bound.NO_LESS_THAN && row.bound() != ReportRow.Bound.NO_MORE_THAN;
    }

    /** The target as the table shows it: a multiple of Azurite's value, a share, a value, or nothing. */
    String target() {
        String limit = new DecimalFormat(LIMIT, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(row.limit());
        String times = row.part() == null ? "x" : "";
        return switch (row.bound()) {
            case AT_LEAST -> "≥ " + limit + times;
            case AT_MOST -> "≤ " + limit + times;
            case NO_LESS_THAN -> "≥ " + limit;
            case NO_MORE_THAN -> "≤ " + limit;
            case ZERO -> "0";
            case ANY -> "";
        };
    }

    /** The value to compare with the target, or NaN if a value it is computed from was not measured. */
    double actual() {
        @Nullable ReportRow part = row.part();
        @Nullable ReportRow whole = row.whole();
        if (part != null && whole != null) {
            return results.median(part, Subject.NEPHELITE) / ceilingOrOurs(whole);
        }
        double ours = results.median(row, Subject.NEPHELITE);
        return switch (row.bound()) {
            case ZERO -> results.total(row, Subject.NEPHELITE);
            case NO_LESS_THAN, NO_MORE_THAN -> ours;
            case AT_LEAST, AT_MOST, ANY -> ours / results.median(row, Subject.AZURITE);
        };
    }

    boolean isMeasured() {
        return !Double.isNaN(actual());
    }

    /** Whether the target is met. It is not if requests failed, because then the measurement is not valid. */
    boolean isMet() {
        boolean within =
                switch (row.bound()) {
                    case AT_LEAST, NO_LESS_THAN -> actual() >= row.limit();
                    case AT_MOST, NO_MORE_THAN -> actual() <= row.limit();
                    case ZERO -> actual() == 0;
                    case ANY -> true;
                };
        return within && results.problems(row, Subject.NEPHELITE) == 0;
    }

    private double ceilingOrOurs(ReportRow whole) {
        double ceiling = results.median(whole, Subject.MACHINE);
        return Double.isNaN(ceiling) ? results.median(whole, Subject.NEPHELITE) : ceiling;
    }
}
