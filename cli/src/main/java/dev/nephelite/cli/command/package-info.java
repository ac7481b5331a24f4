/**
 * One class per subcommand, and the only place where the emulators and the function host are wired together. Start at
 * {@link StartCommand} and {@link LocalCloud}.
 */
@NullMarked
package dev.nephelite.cli.command;

import org.jspecify.annotations.NullMarked;
