/** Tests of the Queue REST protocol, operation by operation: status, headers and bodies, as any client sees them. */
@NullMarked
package dev.nephelite.queue.protocol;

import org.jspecify.annotations.NullMarked;
