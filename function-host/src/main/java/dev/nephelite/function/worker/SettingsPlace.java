package dev.nephelite.function.worker;

import org.jspecify.annotations.Nullable;

/** Where code that runs in this process looks for a setting: texts by name, which everybody here shares. */
interface SettingsPlace {
    /**
     * Puts a value where it is found.
     *
     * @param value null to remove the name
     * @return what was there before, or null
     * @throws IllegalArgumentException if nothing can have that name or that value here
     */
    @Nullable
    String put(String name, @Nullable String value);

    /** Whether a value that was there before any app may be hidden; the JVM itself depends on some. */
    boolean mayHide();
}
