/**
 * Groups of options that commands share, each with its checks and the converters of its values. Start at
 * {@link StorageOptions}.
 */
@NullMarked
package dev.nephelite.cli.options;

import org.jspecify.annotations.NullMarked;
