/**
 * The results: samples, the rows of the table with their targets, and the table itself. Start at {@code ReportRow}. Nothing
 * here measures.
 */
@NullMarked
package dev.nephelite.benchmark.report;

import org.jspecify.annotations.NullMarked;
