/**
 * Calls of Azure's SDK inside functions as spans, without any change to the app. {@link SdkTracerProvider} and its tracer are
 * defined by the class loader of the app, where azure-core finds them; {@link SdkSpans} is their only connection to us.
 */
@NullMarked
package dev.nephelite.function.java.sdk;

import org.jspecify.annotations.NullMarked;
