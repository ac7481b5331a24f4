/** The emulators as Microsoft's client libraries for Java see them: whatever those expect has to happen. */
@NullMarked
package dev.nephelite.sdk;

import org.jspecify.annotations.NullMarked;
