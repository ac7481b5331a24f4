/**
 * A function app as plain values: start at {@link App}. Its settings are in {@code config}; {@code discovery} finds an app on
 * disk and reads it, and {@code maven} builds it. Other packages cannot tell whether functions were declared in
 * {@code function.json} or by annotations.
 */
@NullMarked
package dev.nephelite.function.app;

import org.jspecify.annotations.NullMarked;
