/**
 * How a service refuses: {@link StorageError} is one way to refuse, {@link StorageException} the refusal of one request.
 *
 * <p>Start reading at {@code CommonError}, the list of what every service may refuse.
 */
@NullMarked
package dev.nephelite.emulator.error;

import org.jspecify.annotations.NullMarked;
