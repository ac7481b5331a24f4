/**
 * Tests of the documentation. Start at {@link DocumentationTest}, which runs every command that README and docs show
 * and compares the output; {@link DocumentedFactsTest} checks options, exit codes, messages and links.
 */
@NullMarked
package dev.nephelite.documentation;

import org.jspecify.annotations.NullMarked;
