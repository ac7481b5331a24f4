/**
 * The function host: it finds the functions of an app, listens for what triggers them, and runs them. It reaches
 * storage only over HTTP by connection string, so it works the same with these emulators, Azurite and an account in the
 * cloud. Start at {@link FunctionHost}; {@code RunningApp} is one loaded app, {@code AppReloader} replaces it, and
 * {@code Extensions} lists the types of triggers and bindings.
 */
@NullMarked
package dev.nephelite.function;

import org.jspecify.annotations.NullMarked;
