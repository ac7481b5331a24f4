/**
 * The {@code nephelite} command: one class per subcommand, and the only place where the emulators and the function host
 * are wired together. Start at {@link Main}, then at {@link StartCommand} and {@link LocalCloud}.
 */
@NullMarked
package dev.nephelite.cli;

import org.jspecify.annotations.NullMarked;
