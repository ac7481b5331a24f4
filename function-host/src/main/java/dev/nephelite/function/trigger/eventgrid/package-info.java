/**
 * Event Grid triggers, and a local replacement for Event Grid. Start at {@link EventGridTrigger}. Events come from the
 * event log of a storage server, from local topics, or from a sender that posts them to the webhook. Those of the first
 * two wait in a queue of the host until a function has handled them, with Event Grid's retry delays, so they survive a
 * crash of the host. {@link EventFollower} stores the position in the log, for blob triggers too.
 */
@NullMarked
package dev.nephelite.function.trigger.eventgrid;

import org.jspecify.annotations.NullMarked;
