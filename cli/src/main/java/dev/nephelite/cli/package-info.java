/**
 * The {@code nephelite} command. Start at {@link Main}, then at package {@code command}, which has one class per subcommand.
 */
@NullMarked
package dev.nephelite.cli;

import org.jspecify.annotations.NullMarked;
