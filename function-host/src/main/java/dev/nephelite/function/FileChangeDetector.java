package dev.nephelite.function;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.app.discovery.AppFiles;
import dev.nephelite.function.app.discovery.AppFiles.FileStamp;
import dev.nephelite.function.app.discovery.AppLocation;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Detects changes of the files of an app since it was loaded. Used by one thread. */
final class FileChangeDetector {
    private final AppLocation location;
    private final @Nullable FolderWatcher watcher;
    private AppFiles files;
    private Map<Path, FileStamp> known = Map.of();

    /**
     * No files are known yet.
     *
     * @param changed called when files may have changed; never for an app that cannot change
     */
    FileChangeDetector(AppLocation location, Clock clock, Runnable changed) {
        this.location = location;
        files = location.files();
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
        files = location.files();
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
}
