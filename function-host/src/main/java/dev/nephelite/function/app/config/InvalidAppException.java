package dev.nephelite.function.app.config;

import java.util.List;

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

    /** The settings of the app name a runtime that this host does not have. */
    public static final class UnknownRuntimeException extends InvalidAppException {
        private static final long serialVersionUID = 1L;

        /**
         * Names the remedy.
         *
         * @param known the names of the runtimes that there are
         */
        public UnknownRuntimeException(String runtime, List<String> known) {
            super("The setting FUNCTIONS_WORKER_RUNTIME is '" + runtime
                    + "', but there is no runtime for it. Set it to '"
                    + String.join("' or '", known)
                    + "', in the environment or under \"Values\" in local.settings.json.");
        }
    }
}
