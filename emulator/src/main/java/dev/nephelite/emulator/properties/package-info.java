/**
 * Service properties, as Get and Set Service Properties read and change them. Start at {@link CommonProperties}, which every
 * service has; {@link ServiceProperties} is what the request pipeline needs, and {@link ServicePropertiesCache} holds those of
 * each account. Logging and metrics are stored and returned, but have no effect.
 */
@NullMarked
package dev.nephelite.emulator.properties;

import org.jspecify.annotations.NullMarked;
