/**
 * Service properties, as Get and Set Service Properties read and change them, and their cache. Start at
 * {@link ServiceProperties}; {@link ServicePropertiesCache} has the properties in effect for each account. {@link BlobServiceProperties} and
 * {@link StaticWebsite} are of the Blob service alone, and are here because both services share the XML. Logging and
 * metrics are stored and returned, but have no effect.
 */
@NullMarked
package dev.nephelite.emulator.settings;

import org.jspecify.annotations.NullMarked;
