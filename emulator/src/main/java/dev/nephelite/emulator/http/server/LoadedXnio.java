package dev.nephelite.emulator.http.server;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.xnio.Xnio;

/** The library for network connections. It logs its version while it is loaded, which no user of this program wants to know. */
final class LoadedXnio {
    static final Xnio INSTANCE = load();

    private LoadedXnio() {}

    /** Leaves the level of the library's logger as it was, and one that the user has set in force. */
    private static Xnio load() {
        Logger log = Logger.getLogger("org.xnio");
        boolean configured = log.getLevel() != null;
        if (!configured) {
            log.setLevel(Level.WARNING);
        }
        try {
            return Xnio.getInstance(LoadedXnio.class.getClassLoader());
        } finally {
            if (!configured) {
                log.setLevel(null);
            }
        }
    }
}
