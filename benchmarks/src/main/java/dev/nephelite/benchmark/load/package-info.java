/**
 * Generates load with the C program in {@code src/main/c}, which is compiled on first use, and reads its results. Start
 * at {@code Load}. Nothing here starts a server or knows the purpose of a measurement.
 */
@NullMarked
package dev.nephelite.benchmark.load;

import org.jspecify.annotations.NullMarked;
