/**
 * The function app that is measured, and how it tells when its functions ran. Its classes are copied into a jar for the
 * program under test to load; the benchmark itself never calls them.
 */
@NullMarked
package dev.nephelite.benchmark.app;

import org.jspecify.annotations.NullMarked;
