package dev.nephelite.benchmark.report;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One row of a run against its target. */
record Comparison(Results results, Row row) {
    private static final String LIMIT = "#,##0.##";

    boolean isTarget() {
        return row.bound() != Row.Bound.ANY;
    }

    /** The target as the table shows it: times Azurite's figure, a share, or none at all. */
    String target() {
        String limit = new DecimalFormat(LIMIT, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(row.limit())
                + (row.part() == null ? "x" : "");
        return switch (row.bound()) {
            case AT_LEAST -> "≥ " + limit;
            case AT_MOST -> "≤ " + limit;
            case ZERO -> "0";
            case ANY -> "";
        };
    }

    /** What the target is about; not a number when something it needs was not measured. */
    double figure() {
        @Nullable Row part = row.part();
        @Nullable Row whole = row.whole();
        if (part != null && whole != null) {
            return results.median(part, Subject.NEPHELITE) / ceilingOrOurs(whole);
        }
        return row.bound() == Row.Bound.ZERO
                ? results.total(row, Subject.NEPHELITE)
                : results.median(row, Subject.NEPHELITE) / results.median(row, Subject.AZURITE);
    }

    boolean isMeasured() {
        return !Double.isNaN(figure());
    }

    /** Says no where requests failed, too: what was measured meanwhile proves nothing. */
    boolean isMet() {
        boolean within =
                switch (row.bound()) {
                    case AT_LEAST -> figure() >= row.limit();
                    case AT_MOST -> figure() <= row.limit();
                    case ZERO -> figure() == 0;
                    case ANY -> true;
                };
        return within && results.problems(row, Subject.NEPHELITE) == 0;
    }

    private double ceilingOrOurs(Row whole) {
        double ceiling = results.median(whole, Subject.MACHINE);
        return Double.isNaN(ceiling) ? results.median(whole, Subject.NEPHELITE) : ceiling;
    }
}
