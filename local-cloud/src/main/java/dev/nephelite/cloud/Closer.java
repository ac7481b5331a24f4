package dev.nephelite.cloud;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Closes what was added to it, the last part first. A part that cannot be closed does not keep the others open. */
final class Closer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Closer.class.getName());

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception failed) {
                LOG.log(Level.WARNING, "cannot close " + part, failed);
            }
        }
    }
}
