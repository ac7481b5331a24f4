/**
 * What the Blob service adds to HTTP messages: the range that a request asks for, bodies of stored bytes, and {@link
 * StructuredMessage}, a body that carries checksums of its parts.
 */
@NullMarked
package dev.nephelite.blob.http;

import org.jspecify.annotations.NullMarked;
