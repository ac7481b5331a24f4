/**
 * Time and chance, each from one source that is handed to whoever needs it.
 *
 * <p>Nothing outside this package asks the machine for the time or for a random number; that is what makes a test exact
 * and a virtual clock possible.
 */
@NullMarked
package dev.nephelite.emulator.time;

import org.jspecify.annotations.NullMarked;
