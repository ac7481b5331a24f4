/**
 * Moves the data of Azurite into a data folder of Nephelite. Start at {@link dev.nephelite.cloud.azurite.AzuriteImport}.
 *
 * <p>For each service, Azurite has two JSON files, which its library LokiJS writes as a whole every few seconds: one with
 * the records of the service, and one that lists its content files. A content file holds many contents one after the
 * other; a record names the file, an offset and a length.
 */
@NullMarked
package dev.nephelite.cloud.azurite;

import org.jspecify.annotations.NullMarked;
