/**
 * Finds an app in a folder, reads it, and reads it again when it changes. Start at {@link AppLocation}, which turns a folder
 * into an {@link dev.nephelite.function.app.App}; {@link ReloadingAppLoader} does so again and again. A {@link
 * WorkerRuntime} for each language knows how its functions are declared, and makes the workers that run them. Nothing else
 * here runs the app's code or knows a language.
 */
@NullMarked
package dev.nephelite.function.app.discovery;

import org.jspecify.annotations.NullMarked;
