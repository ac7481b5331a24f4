package dev.nephelite.cli.output;

import java.io.IOException;
import java.io.InputStream;
import java.util.logging.LogManager;

/**
 * Configures {@code java.util.logging} for the program: libraries do not announce themselves on stderr, see {@code
 * logging.properties}, and warnings are logged until the end.
 *
 * <p>{@code java.util.logging} creates it by name when the first message is logged, so a command that logs nothing does
 * not pay for it. Public because of that.
 */
public final class ProgramLogging {
    private static final String BY_CLASS = "java.util.logging.config.class";
    private static final String BY_FILE = "java.util.logging.config.file";
    private static final String MANAGER = "java.util.logging.manager";

    public ProgramLogging() throws IOException {
        try (InputStream levels = ProgramLogging.class.getResourceAsStream("/dev/nephelite/cli/logging.properties")) {
            LogManager.getLogManager().readConfiguration(levels);
        }
    }

    /** Makes this the default, unless the user has configured logging. */
    public static void install() {
        if (System.getProperty(MANAGER) == null) {
            System.setProperty(MANAGER, ShutdownSafeManager.class.getName());
        }
        if (System.getProperty(BY_CLASS) == null && System.getProperty(BY_FILE) == null) {
            System.setProperty(BY_CLASS, ProgramLogging.class.getName());
        }
    }

    /**
     * Keeps logging as it is configured until the program has ended. The JDK's own manager resets all levels and handlers at
     * the beginning of a shutdown, so that warnings about closing the data folder would get lost and libraries would announce
     * that they stop.
     *
     * <p>{@code java.util.logging} creates it by name, so it is public.
     */
    public static final class ShutdownSafeManager extends LogManager {
        @Override
        public void reset() {
            if (!isShuttingDown()) {
                super.reset();
            }
        }

        private static boolean isShuttingDown() {
            Thread probe = new Thread(() -> {}, "shutdown-probe");
            try {
                Runtime.getRuntime().addShutdownHook(probe);
                Runtime.getRuntime().removeShutdownHook(probe);
                return false;
            } catch (IllegalStateException shuttingDown) {
                return true;
            }
        }
    }
}
