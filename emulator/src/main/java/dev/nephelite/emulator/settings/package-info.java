/**
 * What the owner of an account sets for one of its services, as Get and Set Service Properties report and change it.
 *
 * <p>Start reading at {@link Settings}. Logging and metrics are kept and reported so that the clients that set them go
 * on working; nothing is logged or measured. Everything else has its effect: {@link SettingsInForce} is where those who
 * bring it about ask.
 */
@NullMarked
package dev.nephelite.emulator.settings;

import org.jspecify.annotations.NullMarked;
