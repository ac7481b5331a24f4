package dev.nephelite.function;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A function as the host presents it to users.
 *
 * @param triggerType as the app spells it, such as {@code queueTrigger}
 * @param methods HTTP methods in upper case; empty for all, and for other triggers
 * @param url of an HTTP function, with its route parameters in braces; null for other triggers
 * @param source the queue, path or schedule of the trigger, as the app spells it; null if there is none
 * @param disabled loaded, but its trigger does not listen
 * @param errors why it does not run; empty if it does
 */
public record HostedFunction(
        String name,
        String triggerType,
        List<String> methods,
        @Nullable String url,
        @Nullable String source,
        boolean disabled,
        List<String> errors) {
    public HostedFunction {
        methods = List.copyOf(methods);
        errors = List.copyOf(errors);
    }

    boolean isRunning() {
        return !disabled && errors.isEmpty();
    }

    /** Whether both have the same URL and type of trigger. */
    boolean isCalledLike(HostedFunction other) {
        return Objects.equals(url, other.url) && triggerType.equals(other.triggerType);
    }
}
