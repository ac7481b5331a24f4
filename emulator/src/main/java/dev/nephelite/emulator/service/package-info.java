/**
 * The request pipeline that the storage services share. Start at {@link StorageService}, which names the filters that a
 * request passes; {@link ServiceDefinition} is what a service brings, and its {@link Routes} list its operations. What many
 * operations need is here too: {@link Conditions}, {@link Checksums}, {@link ListParameters}.
 */
@NullMarked
package dev.nephelite.emulator.service;

import org.jspecify.annotations.NullMarked;
