/**
 * The function host: it finds the functions of an app, listens for what triggers them, and runs them. It reaches storage
 * only over HTTP by connection string, so it works the same against these emulators, Azurite and a real account.
 *
 * <p>Start reading at {@link dev.nephelite.function.FunctionHost}, the door of the module. What it starts and stops is
 * one {@code RunningApp}; which kinds of triggers there are, {@code Triggers} lists.
 */
@NullMarked
package dev.nephelite.function;

import org.jspecify.annotations.NullMarked;
