/**
 * Profiles of functions. Start at {@link FlightRecording}, which records the run with Java Flight Recorder. When the
 * program stops, {@link RecordingReader} assigns the samples to the functions, and {@link ProfileFolder} writes the flame
 * graphs. Without {@code --profile}, no class of Flight Recorder is loaded for this package.
 */
@NullMarked
package dev.nephelite.cli.profile;

import org.jspecify.annotations.NullMarked;
