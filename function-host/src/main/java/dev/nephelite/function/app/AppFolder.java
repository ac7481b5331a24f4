package dev.nephelite.function.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An app in a folder in which others work: it may be read again at any time, and what was read stays as it was while it
 * runs, whatever a build does to the folder.
 */
public final class AppFolder implements AppOrigin {
    private final AppSource source;
    private final Consumer<String> progress;
    private final PrivateCopies copies = new PrivateCopies();
    private final Set<String> told = new HashSet<>();
    private AppLayout layout;
    private @Nullable App latest;

    /**
     * Reads nothing yet.
     *
     * @param progress hears one line before anything that takes long
     * @throws InvalidAppException if there is no app
     */
    public AppFolder(AppSource source, Consumer<String> progress) {
        this.source = source;
        this.progress = progress;
        layout = source.layout();
    }

    @Override
    public App load() {
        layout = source.layout();
        Discovery discovery = latest == null ? layout.find(progress) : layout.findAgain(progress);
        App app = source.app(layout.root(), discovery, this::tellOnce);
        latest = app;
        return app.withClassPath(copies.of(app.classPath(), app.root()));
    }

    private void tellOnce(String note) {
        if (told.add(note)) {
            progress.accept(note);
        }
    }

    @Override
    public App withoutFunctions() {
        return source.withoutFunctions(layout.root());
    }

    @Override
    public AppFiles files() {
        Path root = layout.root();
        Set<Path> files = new HashSet<>(Set.of(
                root.resolve(HostJson.FILE),
                root.resolve(LocalSettings.FILE),
                root.resolve(AppOffline.FILE),
                root.resolve("pom.xml")));
        Set<Path> trees = new HashSet<>(layout.trees());
        Set<String> names = Set.of();
        if (latest != null) {
            for (Path entry : latest.classPath()) {
                (Files.isDirectory(entry) ? trees : files).add(entry);
            }
            HostSettings.Watch watch = latest.host().watch();
            watch.directories().forEach(directory -> trees.add(root.resolve(directory)));
            names = Set.copyOf(watch.files());
        }
        return new AppFiles(root, files, trees, names);
    }

    @Override
    public void release(App app) {
        copies.release(app.classPath());
    }

    @Override
    public void close() {
        copies.close();
    }
}
