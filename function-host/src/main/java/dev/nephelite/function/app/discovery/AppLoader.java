package dev.nephelite.function.app.discovery;

import dev.nephelite.function.app.App;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.discovery.WorkerRuntime.WorkerContext;
import dev.nephelite.function.debugger.DebuggableProcesses;
import dev.nephelite.function.worker.ProfileRecording;
import dev.nephelite.function.worker.ProfileRecording.CpuSampler;
import dev.nephelite.function.worker.Worker;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Loads the app of a host, loads it again after changes, and makes its workers. Not thread-safe. */
public interface AppLoader extends AutoCloseable {
    /**
     * Reads the current state of the app, whose errors include those of single functions.
     *
     * @throws InvalidAppException if an error affects all functions
     */
    App load();

    /** The app for a host whose app cannot run: its settings, as far as they can be read, and no functions. */
    App withoutFunctions();

    /**
     * A file of the code of the last loaded app that a build has removed and will write again, if there is one. Until the build
     * has written it, the files of the app are incomplete and must not be loaded.
     */
    Optional<Path> unfinishedBuild();

    /** The files whose change requires loading the app again. Loading may change this set. */
    AppFiles files();

    /** What the settings of the app that was loaded last ask for in vain, see {@link WorkerRuntime#warnings}. */
    List<String> warnings(AppSettings settings);

    /** Makes a worker for the app that was loaded last; it has not loaded the app yet. */
    Worker worker(WorkerContext context);

    /** Records what the functions do, see {@link WorkerRuntime#record}; may be called by any thread. */
    Optional<ProfileRecording> record(Path folder, CpuSampler sampler);

    /** Who is ending this process, see {@link WorkerRuntime#exiting}; may be called by any thread. */
    Optional<String> exiting();

    /** The processes in which functions run, see {@link WorkerRuntime#processes}; may be called by any thread. */
    Optional<DebuggableProcesses> processes();

    /** Releases the copies that were made for {@code app}, which has stopped. */
    void release(App app);

    @Override
    void close();

    /** An app that never changes. */
    static AppLoader of(App app, WorkerRuntime runtime) {
        return new AppLoader() {
            @Override
            public App load() {
                return app;
            }

            @Override
            public App withoutFunctions() {
                return app.withoutFunctions();
            }

            @Override
            public Optional<Path> unfinishedBuild() {
                return Optional.empty();
            }

            @Override
            public AppFiles files() {
                return AppFiles.none(app.root());
            }

            @Override
            public List<String> warnings(AppSettings settings) {
                return runtime.warnings(settings);
            }

            @Override
            public Worker worker(WorkerContext context) {
                return runtime.worker(context);
            }

            @Override
            public Optional<ProfileRecording> record(Path folder, CpuSampler sampler) {
                return runtime.record(folder, sampler);
            }

            @Override
            public Optional<String> exiting() {
                return runtime.exiting();
            }

            @Override
            public Optional<DebuggableProcesses> processes() {
                return runtime.processes();
            }

            @Override
            public void release(App other) {
                // No copies were made.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }
}
