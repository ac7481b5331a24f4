/** The services on the wire, operation by operation: status, headers and bodies, as any client sees them. */
@NullMarked
package dev.nephelite.protocol;

import org.jspecify.annotations.NullMarked;
