/**
 * Operations on messages, one class each, named as in the REST reference, and {@link MessageXml}, which reads and writes messages. Start at
 * {@link PutMessage}.
 */
@NullMarked
package dev.nephelite.queue.message;

import org.jspecify.annotations.NullMarked;
