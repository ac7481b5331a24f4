/**
 * What every storage emulator shares: HTTP, accounts and authorization, errors, XML, the store, the event log and the
 * clock. It knows no single service; start reading at its subpackage {@code service}, the door every request comes
 * through.
 */
@NullMarked
package dev.nephelite.emulator;

import org.jspecify.annotations.NullMarked;
