package dev.nephelite.cli.output;

import java.util.logging.LogManager;

/**
 * Keeps logging as it is configured until the program has ended. The JDK's own manager resets all levels and handlers at
 * the beginning of a shutdown, so that warnings about closing the data folder would get lost and libraries would announce
 * that they stop.
 *
 * <p>{@code java.util.logging} creates it by name, so it is public.
 */
public final class ShutdownSafeLogging extends LogManager {
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
