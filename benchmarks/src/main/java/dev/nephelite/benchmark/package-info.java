/**
 * The benchmark: does the same work with Nephelite and with Azurite, and compares. Start reading at {@code Benchmark},
 * and at {@code report.Row} for what is measured and what it should be.
 */
@NullMarked
package dev.nephelite.benchmark;

import org.jspecify.annotations.NullMarked;
