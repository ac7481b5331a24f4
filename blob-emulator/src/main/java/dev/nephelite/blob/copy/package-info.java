/**
 * Operations that take the bytes of a blob, or of a part of one, from a URL instead of the client.
 *
 * <p>Start reading at {@link Sources}: a URL of this emulator is a blob whose bytes are shared and not read again, any
 * other URL is fetched. {@link CopyBlob} alone may go on after its answer, which {@link PendingCopies} sees to.
 */
@NullMarked
package dev.nephelite.blob.copy;

import org.jspecify.annotations.NullMarked;
