/**
 * Traces: what a request to storage, or the run of a function, has caused. Start at {@link Traces}. The steps come from the change
 * events, the records of runs, for requests that say which trace they belong to, {@link RequestSpans}, and
 * {@link AppSpans}, which apps report.
 */
@NullMarked
package dev.nephelite.cloud.trace;

import org.jspecify.annotations.NullMarked;
