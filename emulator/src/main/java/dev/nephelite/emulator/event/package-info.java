/**
 * The event log: an ordered log of {@link ChangeEvent}s, which any client can follow from any position. Start at
 * {@link EventLog}. Events are appended in the transaction that makes the change; {@link EventStream} serves them over
 * HTTP.
 */
@NullMarked
package dev.nephelite.emulator.event;

import org.jspecify.annotations.NullMarked;
