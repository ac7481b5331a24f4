/**
 * The classes of an app. Start at {@link AppClasses}: {@link IsolatedClasses} have a class loader of their own, which goes away
 * with the app, and {@link ExistingClasses} are those of a program that has loaded them itself.
 */
@NullMarked
package dev.nephelite.function.java.worker.loading;

import dev.nephelite.function.java.worker.loading.AppClasses.ExistingClasses;
import org.jspecify.annotations.NullMarked;
