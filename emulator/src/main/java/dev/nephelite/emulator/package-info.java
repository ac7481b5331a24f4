/**
 * What the storage services share. Start at the subpackage {@code service}, the pipeline that handles every request;
 * {@code store} is the persistent state below it, and {@code event} the log of changes. Nothing here imports a service.
 */
@NullMarked
package dev.nephelite.emulator;

import org.jspecify.annotations.NullMarked;
