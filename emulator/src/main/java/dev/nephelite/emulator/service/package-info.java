/**
 * The request pipeline that both storage services share: it parses, authorizes, routes and answers a request. Start at
 * {@link StorageService}; the {@link Routes} of a service list its operations. What many operations need is here too:
 * {@link Conditions}, {@link ByteRange}, {@link Checksums}.
 */
@NullMarked
package dev.nephelite.emulator.service;

import org.jspecify.annotations.NullMarked;
