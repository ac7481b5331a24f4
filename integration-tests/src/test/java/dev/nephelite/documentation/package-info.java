/**
 * Runs every command that README and docs show and compares what it prints with what they show. Start at
 * {@link dev.nephelite.documentation.DocumentationTest}.
 */
@NullMarked
package dev.nephelite.documentation;

import org.jspecify.annotations.NullMarked;
