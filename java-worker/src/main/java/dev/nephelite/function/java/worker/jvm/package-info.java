/**
 * What an app changes in the JVM that outlives it, and how that is undone: settings as environment variables, the default TLS
 * context, threads, and registrations. Start at {@link PublishedSettings}.
 */
@NullMarked
package dev.nephelite.function.java.worker.jvm;

import org.jspecify.annotations.NullMarked;
