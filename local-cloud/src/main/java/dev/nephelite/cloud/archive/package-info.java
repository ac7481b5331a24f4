/**
 * Everything that a cloud stores, as one file: {@link ExportFile} describes its format, {@link Export} writes it, and {@link
 * Import} makes a data folder from it.
 */
@NullMarked
package dev.nephelite.cloud.archive;

import org.jspecify.annotations.NullMarked;
