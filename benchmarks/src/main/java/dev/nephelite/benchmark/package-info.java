/**
 * Does the same work with Nephelite and with Azurite and compares the two. Start at {@code Benchmark};
 * {@code report.ReportRow} lists what is measured, with the targets.
 */
@NullMarked
package dev.nephelite.benchmark;

import org.jspecify.annotations.NullMarked;
