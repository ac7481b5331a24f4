/** Help about the command line: {@link StartHelp} for those who ask, and {@link UsageErrorPrinter} for those who made a mistake. */
@NullMarked
package dev.nephelite.cli.help;

import org.jspecify.annotations.NullMarked;
