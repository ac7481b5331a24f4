/**
 * The configurations with which IDEs attach their debuggers to functions. Start at {@link
 * dev.nephelite.cli.ide.IdeFiles}; {@link dev.nephelite.cli.ide.LaunchJson} changes a file in which users write comments.
 */
@NullMarked
package dev.nephelite.cli.ide;

import org.jspecify.annotations.NullMarked;
