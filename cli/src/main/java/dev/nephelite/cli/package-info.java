/**
 * The {@code nephelite} command: one class per subcommand, and the only place where emulators and function host are
 * wired together. Start reading at {@code Main}.
 */
@NullMarked
package dev.nephelite.cli;

import org.jspecify.annotations.NullMarked;
