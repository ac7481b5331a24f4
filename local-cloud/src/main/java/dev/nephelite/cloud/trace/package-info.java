/**
 * Traces: what a request to storage, or the run of a function, has caused. Start at {@link Traces}. The steps come from the change
 * events, the records of runs, and, for requests that say which trace they belong to, {@link RequestSpans}.
 */
@NullMarked
package dev.nephelite.cloud.trace;

import org.jspecify.annotations.NullMarked;
