/**
 * Java functions in a JVM of their own. {@link dev.nephelite.function.java.process.JavaProcessWorker} is the host's side;
 * {@link dev.nephelite.function.java.program.JavaWorkerMain} is the program that runs the functions.
 */
@NullMarked
package dev.nephelite.function.java.process;

import org.jspecify.annotations.NullMarked;
