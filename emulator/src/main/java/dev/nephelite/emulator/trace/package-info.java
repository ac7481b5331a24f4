/**
 * Which request or invocation has caused what: contexts of traces as W3C Trace Context defines them. Start at {@link
 * TraceContext}.
 */
@NullMarked
package dev.nephelite.emulator.trace;

import org.jspecify.annotations.NullMarked;
