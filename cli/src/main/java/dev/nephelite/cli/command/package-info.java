/**
 * One class per subcommand. Those here talk to a running program; those that start one are in package {@code start}, and those
 * that check a data folder in package {@code folder}.
 */
@NullMarked
package dev.nephelite.cli.command;

import org.jspecify.annotations.NullMarked;
