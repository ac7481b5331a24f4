package dev.nephelite.cli.output;

import java.io.IOException;
import java.io.InputStream;
import java.util.logging.LogManager;

/**
 * Keeps the libraries from announcing themselves on stderr, see {@code logging.properties}.
 *
 * <p>{@code java.util.logging} creates it by name when the first message is logged, so a command that logs nothing does
 * not pay for it. Public because of that.
 */
public final class LibraryLogLevels {
    private static final String BY_CLASS = "java.util.logging.config.class";
    private static final String BY_FILE = "java.util.logging.config.file";
    private static final String MANAGER = "java.util.logging.manager";

    public LibraryLogLevels() throws IOException {
        try (InputStream levels = LibraryLogLevels.class.getResourceAsStream("/dev/nephelite/cli/logging.properties")) {
            LogManager.getLogManager().readConfiguration(levels);
        }
    }

    /** Makes these levels the default, unless the user has configured logging. */
    public static void install() {
        if (System.getProperty(MANAGER) == null) {
            System.setProperty(MANAGER, ShutdownSafeLogging.class.getName());
        }
        if (System.getProperty(BY_CLASS) == null && System.getProperty(BY_FILE) == null) {
            System.setProperty(BY_CLASS, LibraryLogLevels.class.getName());
        }
    }
}
