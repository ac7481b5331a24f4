/**
 * The tests that group {@code JUNIT} measures. They do nothing but begin and end, so that only what isolates them costs. Start at
 * {@link SuiteProgram}, which runs them in a JVM of their own.
 */
@NullMarked
package dev.nephelite.benchmark.junit;

import org.jspecify.annotations.NullMarked;
