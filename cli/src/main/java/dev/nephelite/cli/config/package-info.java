/**
 * The configuration file of a project, and the environment variables that set the same options. Start at {@link
 * dev.nephelite.cli.config.Configuration}, which decides which value an option has.
 */
@NullMarked
package dev.nephelite.cli.config;

import org.jspecify.annotations.NullMarked;
