package dev.nephelite.function.app.config;

import org.jspecify.annotations.Nullable;

/** The app cannot be used. The message names the file or setting, and says what to do. */
public class InvalidAppException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidAppException(String message) {
        super(message);
    }

    public InvalidAppException(String message, Throwable cause) {
        super(message, cause);
    }

    /** One line that says that the app does not run, and why. */
    public String summary() {
        return "The function app could not be loaded: " + getMessage();
    }

    /** The {@link #summary}, and that the host waits for a change of the app. */
    public final String waitingForChange() {
        return summary().replaceFirst("\\.$", "") + "; waiting for a change.";
    }

    /** The sources of the app do not compile. The message names the app and the first error with its file and line. */
    public static final class CompilationFailedException extends InvalidAppException {
        private static final long serialVersionUID = 1L;

        public CompilationFailedException(String message) {
            super(message);
        }

        @Override
        public String summary() {
            return String.valueOf(getMessage());
        }
    }

    /** No function app was found. The message says where it was expected, and in what form. */
    public static final class NoAppException extends InvalidAppException {
        private static final long serialVersionUID = 1L;

        public NoAppException(String message) {
            super(message);
        }
    }

    /** The app is written in a language other than Java. */
    public static final class ForeignRuntimeException extends InvalidAppException {
        private static final long serialVersionUID = 1L;
        private static final String SETTING = "FUNCTIONS_WORKER_RUNTIME";
        private static final String OURS = "java";

        private ForeignRuntimeException(String runtime) {
            super("The setting " + SETTING + " is '" + runtime
                    + "', but only functions in Java can run here. Set it to '" + OURS
                    + "', in the environment or under \"Values\" in local.settings.json.");
        }

        /** Refuses an app whose settings name another runtime. */
        public static void requireJava(AppSettings appSettings) {
            @Nullable String runtime = appSettings.value(SETTING);
            if (runtime != null && !runtime.isBlank() && !runtime.strip().equalsIgnoreCase(OURS)) {
                throw new ForeignRuntimeException(runtime.strip());
            }
        }
    }
}
