/**
 * {@code nephelite doctor}: what could keep a start from working here. Start at {@link
 * dev.nephelite.cli.command.doctor.DoctorCommand}; each class named after what it checks returns {@code Finding}s.
 */
@NullMarked
package dev.nephelite.cli.command.doctor;

import org.jspecify.annotations.NullMarked;
