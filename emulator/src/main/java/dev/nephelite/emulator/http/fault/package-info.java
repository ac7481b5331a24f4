/** Faults on purpose, to test clients. Start at {@link FaultInjector}, which holds the rules; {@link FaultFilter} applies them. */
@NullMarked
package dev.nephelite.emulator.http.fault;

import org.jspecify.annotations.NullMarked;
