/**
 * The workloads: one class per group, each of which gets a {@code ServerRun} with one server after the other. Start at
 * {@code Group}, which lists them.
 */
@NullMarked
package dev.nephelite.benchmark.group;

import org.jspecify.annotations.NullMarked;
