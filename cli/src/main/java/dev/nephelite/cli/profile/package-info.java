/**
 * Profiles of functions, from recordings that the processes that run them have made. Start at {@link ProfileFiles}, the files
 * of a profile: {@link RecordingReader} assigns the samples of a recording to functions, and {@link FlameGraphPage} draws them.
 */
@NullMarked
package dev.nephelite.cli.profile;

import org.jspecify.annotations.NullMarked;
