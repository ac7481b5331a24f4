/**
 * Operations that read the source of a blob, block or page from a URL. Start at {@link CopySources}: a URL of this emulator
 * is a blob whose bytes are shared, and any other URL is downloaded. Only {@link CopyBlob} may continue after its
 * response; {@link CopyJobs} does that work.
 */
@NullMarked
package dev.nephelite.blob.copy;

import org.jspecify.annotations.NullMarked;
