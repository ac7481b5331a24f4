/**
 * The function app that the benchmark measures. Its classes are copied into a jar for the program under test, and its
 * functions report by datagram when they ran; the benchmark itself never calls them.
 */
@NullMarked
package dev.nephelite.benchmark.app;

import org.jspecify.annotations.NullMarked;
