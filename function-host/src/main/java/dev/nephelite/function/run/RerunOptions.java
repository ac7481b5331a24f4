package dev.nephelite.function.run;

import dev.nephelite.function.worker.TypedData;
import org.jspecify.annotations.Nullable;

/**
 * How a run is repeated.
 *
 * @param payload what the trigger passes instead of what is recorded: text, or bytes. Of an HTTP request, the body. Null for what is
 *     recorded
 * @param freshInputs whether inputs are read now, instead of being what the earlier run was given
 * @param dryRun whether the outputs are not written. What the code of the function writes itself is written all the same
 */
public record RerunOptions(@Nullable TypedData payload, boolean freshInputs, boolean dryRun) {
    /** As it was. */
    public static final RerunOptions DEFAULT = new RerunOptions(null, false, false);
}
