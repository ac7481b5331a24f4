/**
 * The record of every run of a function: what triggered it, what it was given and has written, what it logged, how it ended
 * and what it took. Start at {@link RunRecord}; {@link RunRecorder} makes one of each invocation, and {@link RunStore} keeps
 * the newest of them, in memory and, if there is a data folder, in {@link RunFiles}.
 */
@NullMarked
package dev.nephelite.function.run;

import org.jspecify.annotations.NullMarked;
