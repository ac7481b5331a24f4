package dev.nephelite.function.app.discovery;

import dev.nephelite.function.app.App;
import dev.nephelite.function.app.AppOffline;
import dev.nephelite.function.app.ProgressListener;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.config.HostSettings.Watch;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.discovery.AppLayout.DiscoveredFunctions;
import dev.nephelite.function.app.maven.MavenModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An app in a folder that users and builds change. It can be loaded again at any time; an app that was loaded keeps its own
 * copies of the classes while it runs.
 */
public final class AppFolder implements AppLocation {
    private final AppSource source;
    private final ProgressListener progressListener;
    private final ShadowCopies copies;
    private final Set<String> noted = new HashSet<>();
    private AppLayout layout;
    private @Nullable DiscoveredFunctions latest;
    private final Set<Path> loadedClasses = new HashSet<>();
    private Watch watch = HostSettings.defaults().watch();

    /**
     * Finds the layout of the app, but does not read it yet.
     *
     * @param temporary the folder for copies of its classes, which is the system's for temporary files
     * @param progressListener receives a note before long operations, but no note twice
     * @throws InvalidAppException if there is no app
     */
    public AppFolder(AppSource source, Path temporary, ProgressListener progressListener) {
        this.source = source;
        copies = new ShadowCopies(temporary);
        this.progressListener = progressListener;
        layout = source.layout(this::noteOnce);
    }

    @Override
    public App load() {
        layout = source.layout(this::noteOnce);
        DiscoveredFunctions discoveredFunctions =
                latest == null ? layout.find(progressListener) : layout.findAgain(latest, progressListener);
        App app = source.app(discoveredFunctions, this::noteOnce);
        latest = discoveredFunctions;
        rememberClasses(discoveredFunctions);
        watch = app.host().watch();
        return app.withClassPath(copies.of(app.classPath(), app.root()));
    }

    private void rememberClasses(DiscoveredFunctions discoveredFunctions) {
        loadedClasses.clear();
        discoveredFunctions.classPath().stream()
                .filter(Files::isDirectory)
                .filter(folder -> MavenModule.of(folder).isPresent())
                .forEach(folder -> TreeWalk.through(folder, all -> true, (file, attributes) -> {
                    if (file.toString().endsWith(".class")) {
                        loadedClasses.add(file);
                    }
                }));
    }

    @Override
    public Optional<Path> unfinishedBuild() {
        return loadedClasses.stream()
                .filter(file ->
                        module(file).filter(module -> module.isBeingBuilt(file)).isPresent())
                .findFirst();
    }

    private Optional<MavenModule> module(Path file) {
        return latest == null
                ? Optional.empty()
                : latest.classPath().stream()
                        .filter(file::startsWith)
                        .findFirst()
                        .flatMap(MavenModule::of);
    }

    private void noteOnce(String note) {
        if (noted.add(note)) {
            progressListener.note(note);
        }
    }

    @Override
    public App withoutFunctions() {
        return source.withoutFunctions(running());
    }

    /** The layout of the functions that were found last, which may be below the folder that was searched. */
    private AppLayout running() {
        return latest == null ? layout : latest.layout();
    }

    @Override
    public AppFiles files() {
        Path root = running().root();
        Set<Path> files = new HashSet<>(layout.buildFiles());
        Set<Path> trees = new HashSet<>();
        for (AppLayout each : List.of(layout, running())) {
            files.addAll(each.configuration().all());
            files.add(each.root().resolve(AppOffline.FILE));
            trees.addAll(each.trees());
        }
        if (latest != null) {
            for (Path entry : latest.classPath()) {
                (Files.isDirectory(entry) ? trees : files).add(entry);
            }
        }
        watch.directories().forEach(directory -> trees.add(root.resolve(directory)));
        // Loading compiles the project until an app has been loaded.
        Set<Path> sources = latest == null ? layout.sources() : Set.of();
        trees.addAll(sources);
        Set<Path> outputs = sources.isEmpty() ? Set.of() : layout.trees();
        return new AppFiles(root, files, trees, Set.copyOf(watch.files()), outputs);
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
