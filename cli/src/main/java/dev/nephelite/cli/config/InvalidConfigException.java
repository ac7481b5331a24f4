package dev.nephelite.cli.config;

/** The configuration file, or an environment variable, has a mistake. The message says where it is and what is right. */
public final class InvalidConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidConfigException(String place, String problem) {
        super(place + ": " + problem);
    }

    InvalidConfigException(String place, String problem, Throwable cause) {
        super(place + ": " + problem, cause);
    }
}
