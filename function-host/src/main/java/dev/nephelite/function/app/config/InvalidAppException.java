package dev.nephelite.function.app.config;

import org.jspecify.annotations.Nullable;

/** The app as its author left it cannot be used; the message names the file or setting and the remedy. */
public class InvalidAppException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidAppException(String message) {
        super(message);
    }

    public InvalidAppException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Says in one line, for somebody who knows nothing yet, that the app does not run, and why. */
    public String summary() {
        return "The function app could not be loaded: " + getMessage();
    }

    /** The {@link #summary}, and that a change of the app is waited for. */
    public final String waitingForChange() {
        return summary().replaceFirst("\\.$", "") + "; waiting for a change.";
    }

    /** The sources of the app do not compile; the message says which app, and names the first error with its file and line. */
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

    /** There is no function app where one was looked for; the message says what was looked for. */
    public static final class NoAppException extends InvalidAppException {
        private static final long serialVersionUID = 1L;

        public NoAppException(String message) {
            super(message);
        }
    }

    /** The app is written in a language that does not run here. */
    public static final class ForeignRuntimeException extends InvalidAppException {
        private static final long serialVersionUID = 1L;
        private static final String SETTING = "FUNCTIONS_WORKER_RUNTIME";
        private static final String OURS = "java";

        private ForeignRuntimeException(String runtime) {
            super("The setting " + SETTING + " is '" + runtime
                    + "', but only functions in Java can run here. Set it to '" + OURS
                    + "', in the environment or under \"Values\" in local.settings.json.");
        }

        /** Refuses an app whose settings say that it is for another runtime. */
        public static void requireJava(AppSettings appSettings) {
            @Nullable String runtime = appSettings.value(SETTING);
            if (runtime != null && !runtime.isBlank() && !runtime.strip().equalsIgnoreCase(OURS)) {
                throw new ForeignRuntimeException(runtime.strip());
            }
        }
    }
}
