/**
 * The errors of the storage services: a {@link StorageError} is an error code with its status and message, and a
 * {@link StorageException} refuses one request with it. Start at {@link CommonError}, the errors that all services
 * share.
 */
@NullMarked
package dev.nephelite.emulator.error;

import org.jspecify.annotations.NullMarked;
