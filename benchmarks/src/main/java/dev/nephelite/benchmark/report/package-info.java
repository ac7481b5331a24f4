/**
 * What came out: the rows of the table with their targets, the samples behind them, and the table itself. Start reading
 * at {@code Row}. Nothing here measures.
 */
@NullMarked
package dev.nephelite.benchmark.report;

import org.jspecify.annotations.NullMarked;
