/**
 * Function apps: finds, builds and reads one, and describes its settings, functions and bindings as plain values. Start
 * at {@link AppSource}, which turns a folder into an {@link App}. Later packages cannot tell whether functions were
 * declared in {@code function.json} or by annotations. Nothing here runs the app's code.
 */
@NullMarked
package dev.nephelite.function.app;

import org.jspecify.annotations.NullMarked;
