/**
 * Runs functions in Java. Start at {@link JavaWorker}, which runs them in this process: {@link LoadedApp} finds them in the
 * classes of the app, and {@link JavaFunction} calls their methods. {@link InvocationRecorder} records their calls for
 * profilers. Package {@code loading} loads classes, and package {@code jvm} undoes what an app changes in this process; {@link
 * SharedLoggers} and {@link ConsoleOutput} do so for its output.
 */
@NullMarked
package dev.nephelite.function.java.worker;

import org.jspecify.annotations.NullMarked;
