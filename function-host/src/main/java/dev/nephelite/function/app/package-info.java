/**
 * A function app as plain values: start at {@link App}. Its settings are in {@code config}; {@code discovery} finds an app on
 * disk and reads it, whatever its language. Other packages cannot tell how functions were declared.
 */
@NullMarked
package dev.nephelite.function.app;

import org.jspecify.annotations.NullMarked;
