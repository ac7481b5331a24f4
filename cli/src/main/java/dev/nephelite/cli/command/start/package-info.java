/**
 * The commands that start a cloud in this process. Start at {@link StartCommand}; {@code CloudOptions} are the options that they
 * share, and {@code CloudProcess} is the cloud from its start to its end.
 */
@NullMarked
package dev.nephelite.cli.command.start;

import org.jspecify.annotations.NullMarked;
