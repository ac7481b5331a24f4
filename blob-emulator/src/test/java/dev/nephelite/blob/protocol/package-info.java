/** Tests of the Blob REST protocol, operation by operation: status, headers and bodies, as any client sees them. */
@NullMarked
package dev.nephelite.blob.protocol;

import org.jspecify.annotations.NullMarked;
