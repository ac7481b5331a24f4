/**
 * The door of a storage service, shared by all: a request is parsed once, authorized, routed, answered.
 *
 * <p>Start reading at {@link Door}; a service's own {@link Routes} table says what it can do. The pieces that many
 * operations need are here too: {@link Conditions}, {@link ByteRange}, {@link Checksums}.
 */
@NullMarked
package dev.nephelite.emulator.service;

import org.jspecify.annotations.NullMarked;
