package dev.nephelite.function.app.discovery;

import dev.nephelite.function.app.App;
import dev.nephelite.function.app.AppOffline;
import dev.nephelite.function.app.ProgressListener;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.config.HostSettings.Watch;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.discovery.AppFinder.FoundApp;
import dev.nephelite.function.app.discovery.AppLayout.DiscoveredFunctions;
import dev.nephelite.function.app.discovery.WorkerRuntime.WorkerContext;
import dev.nephelite.function.debugger.DebuggableProcesses;
import dev.nephelite.function.worker.ProfileRecording;
import dev.nephelite.function.worker.ProfileRecording.CpuSampler;
import dev.nephelite.function.worker.Worker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Loads an app from a folder that users and builds change, as often as it is asked to. An app that was loaded keeps its own
 * copies of the code while it runs, if its runtime needs them.
 */
public final class ReloadingAppLoader implements AppLoader {
    private final AppLocation location;
    private final ProgressListener progressListener;
    private final ShadowCopies copies;
    private final Set<String> noted = new HashSet<>();
    private volatile FoundApp found;
    private @Nullable DiscoveredFunctions latest;
    private Supplier<Optional<Path>> unfinishedBuild = Optional::empty;
    private Watch watch = HostSettings.defaults().watch();

    /**
     * Finds the layout of the app, but does not read it yet.
     *
     * @param temporary the folder for copies of its code, which is the system's for temporary files
     * @param progressListener receives a note before long operations, but no note twice
     * @throws InvalidAppException if there is no app
     */
    public ReloadingAppLoader(AppLocation location, Path temporary, ProgressListener progressListener) {
        this.location = location;
        copies = new ShadowCopies(temporary);
        this.progressListener = progressListener;
        found = location.find(this::noteOnce);
    }

    @Override
    public App load() {
        found = location.find(this::noteOnce);
        AppLayout layout = found.layout();
        DiscoveredFunctions discoveredFunctions =
                latest == null ? layout.find(progressListener) : layout.findAgain(latest, progressListener);
        App app = location.read(found.runtime(), discoveredFunctions, this::noteOnce);
        latest = discoveredFunctions;
        unfinishedBuild = found.runtime().unfinishedBuild(discoveredFunctions.code());
        watch = app.host().watch();
        return found.runtime().needsShadowCopies() ? app.withCode(copies.of(app.code(), app.root())) : app;
    }

    @Override
    public Optional<Path> unfinishedBuild() {
        return unfinishedBuild.get();
    }

    private void noteOnce(String note) {
        if (noted.add(note)) {
            progressListener.note(note);
        }
    }

    @Override
    public App withoutFunctions() {
        return location.withoutFunctions(found.runtime(), running());
    }

    /** The layout of the functions that were found last, which may be below the folder that was searched. */
    private AppLayout running() {
        return latest == null ? found.layout() : latest.layout();
    }

    @Override
    public AppFiles files() {
        AppLayout layout = found.layout();
        Path root = running().root();
        Set<Path> files = new HashSet<>(layout.buildFiles());
        Set<Path> trees = new HashSet<>();
        for (AppLayout each : List.of(layout, running())) {
            files.addAll(each.configuration().all());
            files.add(each.root().resolve(AppOffline.FILE));
            trees.addAll(each.trees());
        }
        if (latest != null) {
            for (Path entry : latest.code()) {
                (Files.isDirectory(entry) ? trees : files).add(entry);
            }
        }
        watch.directories().forEach(directory -> trees.add(root.resolve(directory)));
        // Loading compiles the project until an app has been loaded.
        Set<Path> sources = latest == null ? layout.sources() : Set.of();
        trees.addAll(sources);
        Set<Path> outputs = sources.isEmpty() ? Set.of() : layout.trees();
        return new AppFiles(root, running().suffixes(), files, trees, Set.copyOf(watch.files()), outputs);
    }

    @Override
    public List<String> warnings(AppSettings settings) {
        return found.runtime().warnings(settings);
    }

    @Override
    public Worker worker(WorkerContext context) {
        return found.runtime().worker(context);
    }

    @Override
    public Optional<ProfileRecording> record(Path folder, CpuSampler sampler) {
        return found.runtime().record(folder, sampler);
    }

    @Override
    public Optional<String> exiting() {
        return found.runtime().exiting();
    }

    @Override
    public Optional<DebuggableProcesses> processes() {
        return found.runtime().processes();
    }

    @Override
    public void release(App app) {
        copies.release(app.code());
    }

    @Override
    public void close() {
        copies.close();
    }
}
