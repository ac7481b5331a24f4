/**
 * Runs functions in Java. Start at {@link JavaWorker}, which runs them in this process: {@link LoadedApp} finds
 * them in the {@link AppClasses}, and {@link JavaFunction} calls their methods. {@link InvocationRecorder} records their calls
 * for profilers. Everything that changes this process for an app is here too, and is undone when the app is closed: {@link PublishedSettings},
 * {@link DefaultTls}, {@link SharedLoggers}, {@link AppThreads} and {@link JvmRegistrations}.
 */
@NullMarked
package dev.nephelite.function.java.worker;

import org.jspecify.annotations.NullMarked;
