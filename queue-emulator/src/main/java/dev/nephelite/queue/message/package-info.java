/**
 * The operations on messages, one class each, named as the REST reference names them, and how messages are read from and
 * written to the wire.
 */
@NullMarked
package dev.nephelite.queue.message;

import org.jspecify.annotations.NullMarked;
