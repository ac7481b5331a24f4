package dev.nephelite.function.app.discovery;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.tls.ClientTls;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.debugger.DebuggableProcesses;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.worker.ProfileRecording;
import dev.nephelite.function.worker.ProfileRecording.CpuSampler;
import dev.nephelite.function.worker.Worker;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The runtime of one language: finds the functions of apps in that language, makes the workers that run them, and says
 * which files to watch. The setting {@link #SETTING} of an app names its runtime; otherwise its files decide.
 *
 * <p>Thread-safe.
 */
public interface WorkerRuntime {
    /** The setting of an app that names its runtime. */
    String SETTING = "FUNCTIONS_WORKER_RUNTIME";

    /** The value of {@link #SETTING} for this runtime, such as {@code java}; its case does not matter. */
    String name();

    /**
     * The app in {@code place}, not below or above it; empty if there is none for this runtime.
     *
     * @param place a folder, or a file that is an app by itself
     * @throws dev.nephelite.function.app.config.InvalidAppException if it is not clear which app is meant
     */
    Optional<AppLayout> appIn(Path place);

    /** The files without which {@link #appIn} finds no app, for a message, such as {@code no pom.xml}. */
    String missingFiles();

    /** Whether {@code folder} certainly contains an app for this runtime. */
    default boolean isApp(Path folder) {
        return appIn(folder).isPresent();
    }

    /** The folders of the modules of the project in {@code folder}, each of which may contain an app. */
    default Set<Path> modules(Path folder) {
        return Set.of();
    }

    /** The names of files that users may name instead of the folder of the app, such as {@code pom.xml}. */
    default Set<String> projectFiles() {
        return Set.of();
    }

    /** Whether a running worker still reads the code, so that it needs a copy that no build overwrites. */
    default boolean needsShadowCopies() {
        return false;
    }

    /**
     * A check for a build in progress, made when the code has been loaded. It returns a file of the code that a build has
     * deleted and will write again, if there is one.
     *
     * @param code the code that was loaded, see {@link dev.nephelite.function.app.App#code}
     */
    default Supplier<Optional<Path>> unfinishedBuild(List<Path> code) {
        return Optional::empty;
    }

    /** Who is ending this process while no app is completely loaded, if code of an app is. */
    default Optional<String> exiting() {
        return Optional.empty();
    }

    /** What the settings of an app ask for that has no effect in this runtime, one sentence each with the remedy. */
    default List<String> warnings(AppSettings settings) {
        return List.of();
    }

    /**
     * Records what functions do, for profiles, in all processes that run them, including those that start later.
     *
     * @param folder the empty folder in which each process writes a file when the recording ends
     * @return empty if this runtime records nothing
     * @throws UnsupportedOperationException if {@code sampler} is not available; the message says why
     */
    default Optional<ProfileRecording> record(Path folder, CpuSampler sampler) {
        return Optional.empty();
    }

    /** The processes in which functions run, for debuggers; empty if functions run in this process. */
    default Optional<DebuggableProcesses> processes() {
        return Optional.empty();
    }

    /** Makes a worker for one app, which it has not loaded yet. */
    Worker worker(WorkerContext context);

    /**
     * What the host provides to a worker.
     *
     * @param executor runs one task per call, and alone limits how many functions run concurrently
     * @param log for messages about the worker, whatever {@code host.json} of the app allows
     * @param clientTls decides which servers the host trusts, and the code of the app should trust as well; null for those
     *     that the JDK trusts
     * @param clock the machine's
     * @param ids identify processes and what they load
     */
    public record WorkerContext(
            Executor executor, HostLog log, @Nullable ClientTls clientTls, Clock clock, Ids ids) {}
}
