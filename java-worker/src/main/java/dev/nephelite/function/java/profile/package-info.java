/**
 * Recordings of functions by Java Flight Recorder, from which profiles are made. Start at
 * {@link dev.nephelite.function.java.profile.FlightRecording}.
 */
@NullMarked
package dev.nephelite.function.java.profile;

import org.jspecify.annotations.NullMarked;
