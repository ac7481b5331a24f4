/**
 * What a function app is: its folder, its settings, its functions and their bindings, as plain values.
 *
 * <p>Start reading at {@link dev.nephelite.function.app.AppSource}, which turns a folder into an {@link
 * dev.nephelite.function.app.App}. Whether the functions were described by {@code function.json} files or by
 * annotations is forgotten here; no later package can tell. Nothing in this package runs user code.
 */
@NullMarked
package dev.nephelite.function.app;

import org.jspecify.annotations.NullMarked;
