/**
 * The runtime for functions in Java. Start at {@link JavaRuntime}, which is all that the rest of the host knows of it:
 * it finds apps as staged folders, jars and projects, by {@code function.json} or by annotations. The module
 * {@code java-worker} runs their functions, here or in a worker process that {@code process} starts; {@code maven} builds
 * their projects, and {@code training} is an app for the training run.
 */
@NullMarked
package dev.nephelite.function.java;

import org.jspecify.annotations.NullMarked;
