/**
 * A function app for the training run, which makes the host load the classes that users' apps need, so that they can be
 * archived for later starts. Start at {@link TrainingFunctions}.
 */
@NullMarked
package dev.nephelite.function.java.training;

import org.jspecify.annotations.NullMarked;
