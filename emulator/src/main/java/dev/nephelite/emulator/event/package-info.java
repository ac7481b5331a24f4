/**
 * What changed: an ordered log of {@link ChangeEvent}s that anybody may follow from any point on.
 *
 * <p>Start reading at {@link EventLog}. Events are written in the transaction of the change itself, and served as a
 * stream by {@link EventStream}.
 */
@NullMarked
package dev.nephelite.emulator.event;

import org.jspecify.annotations.NullMarked;
