package dev.nephelite.function;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.app.discovery.AppFiles;
import dev.nephelite.function.app.discovery.AppFiles.FileStamp;
import dev.nephelite.function.app.discovery.AppLoader;
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

/** Detects changes of the files of an app since it was loaded. Used by one thread. */
final class FileChangeDetector {
    private final AppLoader loader;
    private final @Nullable FolderWatcher watcher;
    private AppFiles files;
    private Map<Path, FileStamp> known = Map.of();

    /**
     * No files are known yet.
     *
     * @param changed called when files may have changed; never for an app that cannot change
     */
    FileChangeDetector(AppLoader loader, Clock clock, Runnable changed) {
        this.loader = loader;
        files = loader.files();
        watcher = files.isNone() ? null : new FolderWatcher(clock, changed);
    }

    /** Whether changes are noticed at all. */
    boolean areWatched() {
        return watcher != null;
    }

    /** Compares the files with their last known state. */
    boolean haveChanged() {
        Map<Path, FileStamp> now = stamps();
        boolean changed = !now.equals(known);
        known = now;
        return changed;
    }

    /**
     * To be called when the app has been loaded. It may consist of other files now, and its build may have written
     * some, which are accepted as they are. Returns whether any other file has changed since the last check.
     */
    boolean haveChangedMeanwhile() {
        AppFiles before = files;
        Map<Path, FileStamp> now = stamps();
        Map<Path, FileStamp> loaded = new HashMap<>();
        now.forEach((file, stamp) -> {
            if (!before.matters(file) || before.isOutput(file)) {
                loaded.put(file, stamp);
            }
        });
        known.forEach((file, stamp) -> {
            if (files.matters(file) && !before.isOutput(file)) {
                loaded.put(file, stamp);
            }
        });
        known = loaded;
        return !loaded.equals(now);
    }

    /** Folders are registered first, so that later changes are noticed. */
    private Map<Path, FileStamp> stamps() {
        files = loader.files();
        if (watcher == null) {
            return Map.of();
        }
        watcher.follow(files.folders());
        return files.stamps();
    }

    /** Stops watching. */
    void close() {
        if (watcher != null) {
            watcher.close();
        }
    }

    /**
     * Calls back when files in some folders may have changed, once nothing more happens there: a compiler writes many
     * files, and large ones in several steps. Thread-safe.
     *
     * <p>On systems without file notifications, Java polls every few seconds; this class polls more often.
     */
    private static final class FolderWatcher implements AutoCloseable {
        private static final Duration QUIET = Duration.ofMillis(60);

        /** A folder that changes all the time has to be checked eventually. */
        private static final Duration MAX_WAIT = Duration.ofSeconds(1);

        private static final Duration POLLING_INTERVAL = Duration.ofMillis(500);

        private static final WatchEvent.Kind<?>[] ALL = {
            StandardWatchEventKinds.ENTRY_CREATE,
            StandardWatchEventKinds.ENTRY_MODIFY,
            StandardWatchEventKinds.ENTRY_DELETE
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
         * @param changed must return quickly, because it delays everything else that the clock schedules
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
                clock.schedule(POLLING_INTERVAL, this::poll);
            } else {
                Thread reader = new Thread(this::read, "folder-watch");
                reader.setDaemon(true);
                reader.start();
            }
        }

        /** Watches exactly {@code folders} from now on. A folder that no longer exists is left out. */
        synchronized void follow(Set<Path> folders) {
            keys.entrySet().removeIf(entry -> {
                boolean obsolete = !folders.contains(entry.getKey());
                if (obsolete) {
                    entry.getValue().cancel();
                }
                return obsolete;
            });
            for (Path folder : folders) {
                register(folder);
            }
        }

        /**
         * All folders are registered each time, because a folder may have been replaced by another one with the same name.
         */
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
                    changeSeen();
                }
            } catch (ClosedWatchServiceException | InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        }

        private synchronized void changeSeen() {
            Instant now = clock.now();
            if (call != null) {
                call.cancel();
            }
            if (firstEvent == null) {
                firstEvent = now;
            }
            Duration left = MAX_WAIT.minus(Duration.between(firstEvent, now));
            if (!closed) {
                call = clock.schedule(
                        left.isNegative() ? Duration.ZERO : left.compareTo(QUIET) < 0 ? left : QUIET,
                        this::notifyChanged);
            }
        }

        private void notifyChanged() {
            synchronized (this) {
                firstEvent = null;
            }
            changed.run();
        }

        private synchronized void poll() {
            if (closed) {
                return;
            }
            try {
                changed.run();
            } finally {
                call = clock.schedule(POLLING_INTERVAL, this::poll);
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
                throw new UncheckedIOException("Cannot stop watching files", stuck);
            }
        }
    }
}
