package dev.nephelite.function;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.app.discovery.AppFiles;
import dev.nephelite.function.app.discovery.AppFiles.FileStamp;
import dev.nephelite.function.app.discovery.AppLocation;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the files of an app were like when it was loaded, and whether they still are. Used by one thread. */
final class FileChangeDetector {
    private final AppLocation origin;
    private final @Nullable FolderWatcher watch;
    private AppFiles looked;
    private Map<Path, FileStamp> seen = Map.of();

    /**
     * Nothing is seen yet.
     *
     * @param changed called when a look may be worth while; never for an app that never changes
     */
    FileChangeDetector(AppLocation origin, Clock clock, Runnable changed) {
        this.origin = origin;
        looked = origin.files();
        watch = looked.isNone() ? null : new FolderWatcher(clock, changed);
    }

    /** Whether a change is heard of. */
    boolean areWatched() {
        return watch != null;
    }

    /** Looks at the files; whether they differ from what was seen before. */
    boolean haveChanged() {
        Map<Path, FileStamp> now = stamps();
        boolean changed = !now.equals(seen);
        seen = now;
        return changed;
    }

    /**
     * To be called when the app was loaded. It may consist of other files now, and its build may have written some; those
     * are as they are. Returns whether any other file has changed since it was looked at, which is a reason to look again.
     */
    boolean haveChangedMeanwhile() {
        AppFiles before = looked;
        Map<Path, FileStamp> now = stamps();
        Map<Path, FileStamp> loaded = new HashMap<>();
        now.forEach((file, stamp) -> {
            if (!before.matters(file) || before.isOutput(file)) {
                loaded.put(file, stamp);
            }
        });
        seen.forEach((file, stamp) -> {
            if (looked.matters(file) && !before.isOutput(file)) {
                loaded.put(file, stamp);
            }
        });
        seen = loaded;
        return !loaded.equals(now);
    }

    /** The folders come first: what is changed after that is heard of. */
    private Map<Path, FileStamp> stamps() {
        looked = origin.files();
        if (watch == null) {
            return Map.of();
        }
        watch.follow(looked.folders());
        return looked.stamps();
    }

    /** Hears of nothing any more. */
    void close() {
        if (watch != null) {
            watch.close();
        }
    }
}
