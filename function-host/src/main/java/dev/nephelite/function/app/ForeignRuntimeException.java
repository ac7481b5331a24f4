package dev.nephelite.function.app;

import org.jspecify.annotations.Nullable;

/** The app is written in a language that does not run here. */
public final class ForeignRuntimeException extends InvalidAppException {
    private static final long serialVersionUID = 1L;
    private static final String SETTING = "FUNCTIONS_WORKER_RUNTIME";
    private static final String OURS = "java";

    private ForeignRuntimeException(String runtime) {
        super("The setting " + SETTING + " is '" + runtime + "', but only functions in Java can run here. Set it to '"
                + OURS + "', in the environment or under \"Values\" in local.settings.json.");
    }

    /** Refuses an app whose settings say that it is for another runtime. */
    public static void requireJava(AppSettings appSettings) {
        @Nullable String runtime = appSettings.value(SETTING);
        if (runtime != null && !runtime.isBlank() && !runtime.strip().equalsIgnoreCase(OURS)) {
            throw new ForeignRuntimeException(runtime.strip());
        }
    }
}
