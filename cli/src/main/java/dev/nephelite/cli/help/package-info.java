/**
 * Help and version of the command: {@link StartHelp} for those who ask, {@link UsageErrorPrinter} for those who made a mistake,
 * and {@link VersionCommand}.
 */
@NullMarked
package dev.nephelite.cli.help;

import org.jspecify.annotations.NullMarked;
