/** The commands about the configuration file. Start at {@link ConfigShowCommand}. */
@NullMarked
package dev.nephelite.cli.command.config;

import org.jspecify.annotations.NullMarked;
