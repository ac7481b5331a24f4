/**
 * Service properties, as Get and Set Service Properties read and change them. Start at {@link ServiceProperties}; {@link
 * ServicePropertiesCache} holds those of each account. {@link BlobServiceProperties} belong to the Blob service alone, and
 * are here because both services share the XML. Logging and metrics are stored and returned, but have no effect.
 */
@NullMarked
package dev.nephelite.emulator.properties;

import org.jspecify.annotations.NullMarked;
