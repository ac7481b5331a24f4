package dev.nephelite.function.worker;

import com.microsoft.azure.functions.OutputBinding;
import org.jspecify.annotations.Nullable;

/** Keeps what a function sets one of its outputs to, until it has returned. */
final class SetValue implements OutputBinding<@Nullable Object> {
    private @Nullable Object value;

    @Override
    public @Nullable Object getValue() {
        return value;
    }

    @Override
    public void setValue(@Nullable Object newValue) {
        value = newValue;
    }
}
