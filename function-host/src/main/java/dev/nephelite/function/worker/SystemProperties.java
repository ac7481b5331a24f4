package dev.nephelite.function.worker;

import org.jspecify.annotations.Nullable;

/** The properties of this JVM: where settings go when its environment cannot be changed. */
final class SystemProperties implements SettingsPlace {
    @Override
    public @Nullable String put(String name, @Nullable String value) {
        return value == null ? System.clearProperty(name) : System.setProperty(name, value);
    }

    @Override
    public boolean mayHide() {
        return false;
    }
}
