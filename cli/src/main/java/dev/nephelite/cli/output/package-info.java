/**
 * What commands print: text that is safe for terminals, log lines as text or JSON, progress, and files that options name.
 * Start at {@link PrintableText}: everything printed that is not a constant goes through it.
 */
@NullMarked
package dev.nephelite.cli.output;

import org.jspecify.annotations.NullMarked;
