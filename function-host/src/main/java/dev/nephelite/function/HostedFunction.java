package dev.nephelite.function;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One function as its host presents it to people.
 *
 * @param triggerType as the app spells it, such as {@code queueTrigger}
 * @param methods the HTTP methods it answers, in upper case; empty for all of them, and for other triggers
 * @param url where an HTTP function is found, the parameters of its route in braces; null for other triggers
 * @param source the queue, path or schedule its trigger watches, as the app spells it; null where there is no such thing
 * @param disabled loaded, but its trigger does not listen
 * @param errors why it does not run; empty when it does
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

    /** Whether it is called at the same URL, or by the same type of trigger, as another one. */
    boolean isCalledLike(HostedFunction other) {
        return Objects.equals(url, other.url) && triggerType.equals(other.triggerType);
    }
}
