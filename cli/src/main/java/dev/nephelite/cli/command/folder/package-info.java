/** The commands for data folders that no program is using. Start at {@link VerifyCommand}. */
@NullMarked
package dev.nephelite.cli.command.folder;

import org.jspecify.annotations.NullMarked;
