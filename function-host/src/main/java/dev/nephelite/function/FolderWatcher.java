package dev.nephelite.function;

import dev.nephelite.emulator.time.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls somebody when files in some folders may have changed, as soon as nothing more happens there: who compiles writes
 * many files, and a large one piece by piece. Safe for concurrent use.
 *
 * <p>Where the system tells nothing of its files, Java looks at them every few seconds; here that is done more often.
 */
final class FolderWatcher implements AutoCloseable {
    private static final Duration QUIET = Duration.ofMillis(60);

    /** A folder in which something always happens has to be looked at in the end. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private static final WatchEvent.Kind<?>[] ALL = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE
    };

    private final Clock clock;
    private final Runnable changed;
    private final WatchService service;
    private final Map<Path, WatchKey> keys = new HashMap<>();
    private Clock.@Nullable Scheduled call;
    private @Nullable Instant firstEvent;
    private boolean closed;

    /**
     * Watches nothing yet.
     *
     * @param changed brief: it delays everything else that is due
     */
    FolderWatcher(Clock clock, Runnable changed) {
        this.clock = clock;
        this.changed = changed;
        try {
            service = FileSystems.getDefault().newWatchService();
        } catch (IOException refused) {
            throw new UncheckedIOException("Cannot watch files", refused);
        }
        if (service.getClass().getSimpleName().startsWith("Polling")) {
            clock.schedule(BETWEEN_LOOKS, this::look);
        } else {
            Thread reader = new Thread(this::read, "folder-watch");
            reader.setDaemon(true);
            reader.start();
        }
    }

    /** From now on watches {@code folders} and no others. One that is gone meanwhile is left out. */
    synchronized void follow(Set<Path> folders) {
        keys.entrySet().removeIf(entry -> {
            boolean unwanted = !folders.contains(entry.getKey());
            if (unwanted) {
                entry.getValue().cancel();
            }
            return unwanted;
        });
        for (Path folder : folders) {
            register(folder);
        }
    }

    /** A folder that was replaced by another of its name is a new one, so all are registered each time. */
    private void register(Path folder) {
        try {
            keys.put(folder, folder.register(service, ALL));
        } catch (ClosedWatchServiceException | IOException gone) {
            keys.remove(folder);
        }
    }

    private void read() {
        try {
            while (true) {
                WatchKey key = service.take();
                key.pollEvents();
                key.reset();
                happened();
            }
        } catch (ClosedWatchServiceException | InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void happened() {
        Instant now = clock.now();
        if (call != null) {
            call.cancel();
        }
        if (firstEvent == null) {
            firstEvent = now;
        }
        Duration left = LONGEST_WAIT.minus(Duration.between(firstEvent, now));
        if (!closed) {
            call = clock.schedule(
                    left.isNegative() ? Duration.ZERO : left.compareTo(QUIET) < 0 ? left : QUIET, this::tell);
        }
    }

    private void tell() {
        synchronized (this) {
            firstEvent = null;
        }
        changed.run();
    }

    private synchronized void look() {
        if (closed) {
            return;
        }
        try {
            changed.run();
        } finally {
            call = clock.schedule(BETWEEN_LOOKS, this::look);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (call != null) {
            call.cancel();
        }
        try {
            service.close();
        } catch (IOException stuck) {
            throw new UncheckedIOException("Cannot stop to watch files", stuck);
        }
    }
}
