/** Tests of the emulators with Microsoft's client libraries for Java. */
@NullMarked
package dev.nephelite.sdk;

import org.jspecify.annotations.NullMarked;
