/** The Blob service on the wire, operation by operation: status, headers and bodies, as any client sees them. */
@NullMarked
package dev.nephelite.blob.protocol;

import org.jspecify.annotations.NullMarked;
