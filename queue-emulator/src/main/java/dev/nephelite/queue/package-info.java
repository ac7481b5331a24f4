/**
 * The Queue service: queues and messages behind a door that speaks the Queue REST API. It has the shape of the Blob
 * service, so who knows one finds the way in the other.
 */
@NullMarked
package dev.nephelite.queue;

import org.jspecify.annotations.NullMarked;
