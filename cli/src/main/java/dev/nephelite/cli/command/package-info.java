/** One class per subcommand. Start at {@link StartCommand}. */
@NullMarked
package dev.nephelite.cli.command;

import org.jspecify.annotations.NullMarked;
