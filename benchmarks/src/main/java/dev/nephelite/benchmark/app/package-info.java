/**
 * The function app that the benchmark measures. Start at {@link FunctionApp}. Its functions are copied into a jar for the
 * program under test; the benchmark itself never calls them.
 */
@NullMarked
package dev.nephelite.benchmark.app;

import org.jspecify.annotations.NullMarked;
