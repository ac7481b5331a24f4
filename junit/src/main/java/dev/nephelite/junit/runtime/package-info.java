/**
 * The cloud of a test, as the extension sees it. Start at {@link dev.nephelite.junit.runtime.LocalCloudLauncher}. Nothing
 * refers to these classes by name except the class loader that loads them, so a test cannot see them.
 */
@NullMarked
package dev.nephelite.junit.runtime;

import org.jspecify.annotations.NullMarked;
