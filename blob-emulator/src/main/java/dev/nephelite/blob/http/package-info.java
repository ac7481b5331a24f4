/**
 * The parts of HTTP messages that only the Blob service has. Start at {@link StructuredMessage}, a body with checksums; {@link
 * ByteRange} is the range that a request specifies, and {@link ContentBody} a body of stored bytes.
 */
@NullMarked
package dev.nephelite.blob.http;

import org.jspecify.annotations.NullMarked;
