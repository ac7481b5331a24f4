/**
 * The interface between the extension, whose classes are loaded with those of the tests, and the cloud, whose classes and
 * libraries have a class loader of their own. Only for the extension. Start at {@link
 * dev.nephelite.junit.bridge.CloudLauncher}.
 */
@NullMarked
package dev.nephelite.junit.bridge;

import org.jspecify.annotations.NullMarked;
