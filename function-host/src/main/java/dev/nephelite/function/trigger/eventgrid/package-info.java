/**
 * Event Grid on this machine: functions that run for events, whoever sends them.
 *
 * <p>Start reading at {@link dev.nephelite.function.trigger.eventgrid.EventGridTrigger}. Events come from the event log of a
 * storage server, from topics of the host, or from a sender that posts them to the webhook. Those of the first two wait in a
 * queue of the host until a function has handled them, with the pauses that Event Grid makes, so they survive whatever
 * happens to the host; {@link dev.nephelite.function.trigger.eventgrid.EventFollower} keeps the place in the log, for blob
 * triggers also.
 */
@NullMarked
package dev.nephelite.function.trigger.eventgrid;

import org.jspecify.annotations.NullMarked;
