/**
 * Finds an app in a folder, reads it, and reads it again when it changes. Start at {@link AppSource}, which turns a folder
 * into an {@link dev.nephelite.function.app.App}; {@link AppFolder} does so again and again. Nothing here runs the app's code.
 */
@NullMarked
package dev.nephelite.function.app.discovery;

import org.jspecify.annotations.NullMarked;
