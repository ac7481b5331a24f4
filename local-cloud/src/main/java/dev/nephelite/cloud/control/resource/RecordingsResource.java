package dev.nephelite.cloud.control.resource;

import dev.nephelite.cloud.control.protocol.ControlError;
import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.worker.ProfileRecording;
import dev.nephelite.function.worker.ProfileRecording.CpuSampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Records what the functions do for some time, and returns the recordings of all processes that run them. Thread-safe. */
public final class RecordingsResource implements Handler, AutoCloseable {
    private static final int USUAL_SECONDS = 30;
    private static final int MAX_SECONDS = 3_600;
    private static final int MAX_AT_ONCE = 10;

    private final ControlledCloud cloud;
    private final Clock clock;
    private final Set<Pending> pending = ConcurrentHashMap.newKeySet();
    private final Semaphore free = new Semaphore(MAX_AT_ONCE);

    /** @param clock the machine's */
    public RecordingsResource(ControlledCloud cloud, Clock clock) {
        this.cloud = cloud;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Response> handle(HttpRequest request) throws IOException {
        QueryParameters parameters = QueryParameters.parseLeniently(request.rawQuery());
        Duration duration = duration(parameters.get("seconds"));
        CpuSampler sampler = sampler(parameters.get("sampler"));
        FunctionHost host = cloud.functionHost()
                .map(FunctionsResource::requireRunningApp)
                .orElseThrow(() -> ControlError.NOT_FOUND.exception("There is no function app to record."));
        if (!free.tryAcquire()) {
            throw ControlError.TOO_MANY_RECORDINGS.exception(
                    MAX_AT_ONCE + " recordings are in progress, which is the most at once. Wait until one has ended.");
        }
        Pending started;
        try {
            started = start(host, sampler);
        } catch (Throwable failed) {
            free.release();
            throw failed;
        }
        pending.add(started);
        // Writing the recordings takes longer than a task of the clock may.
        clock.schedule(duration, () -> new Thread(started::finish, "recording").start());
        return started.response;
    }

    private Pending start(FunctionHost host, CpuSampler sampler) throws IOException {
        Path folder = Files.createTempDirectory("nephelite-recordings-");
        @Nullable Pending started = null;
        try {
            started = host.record(folder, sampler)
                    .map(recording -> new Pending(recording, folder))
                    .orElseThrow(() -> ControlError.NOT_SUPPORTED.exception(
                            "The functions cannot be recorded, because this Java runtime has no Flight Recorder (module"
                                    + " jdk.jfr). Use a complete JDK."));
            return started;
        } catch (UnsupportedOperationException | IllegalStateException unavailable) {
            throw ControlError.NOT_SUPPORTED.exception(String.valueOf(unavailable.getMessage()));
        } finally {
            if (started == null) {
                Files.delete(folder);
            }
        }
    }

    private static CpuSampler sampler(@Nullable String text) {
        if (text == null || text.equals("flight-recorder")) {
            return CpuSampler.FLIGHT_RECORDER;
        }
        if (text.equals("async-profiler")) {
            return CpuSampler.ASYNC_PROFILER;
        }
        throw ControlError.INVALID_PARAMETER.exception(
                "sampler is '" + text + "'; it has to be flight-recorder or async-profiler.");
    }

    private static Duration duration(@Nullable String text) {
        if (text == null) {
            return Duration.ofSeconds(USUAL_SECONDS);
        }
        try {
            int seconds = Integer.parseInt(text);
            if (seconds >= 1 && seconds <= MAX_SECONDS) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException ignored) {
            // Refused below.
        }
        throw ControlError.INVALID_PARAMETER.exception(
                "seconds is '" + text + "'; it has to be a number from 1 to " + MAX_SECONDS + ".");
    }

    /** Ends all recordings at once; their clients get what was recorded so far. */
    @Override
    public void close() {
        pending.forEach(Pending::finish);
    }

    /** A recording in progress. */
    private final class Pending {
        private final ProfileRecording recording;
        private final Path folder;
        private final AtomicBoolean finished = new AtomicBoolean();
        private final CompletableFuture<Response> response = new CompletableFuture<>();

        Pending(ProfileRecording recording, Path folder) {
            this.recording = recording;
            this.folder = folder;
        }

        void finish() {
            if (!finished.compareAndSet(false, true)) {
                return;
            }
            pending.remove(this);
            free.release();
            try {
                Archive archive = new Archive(recording.stop(), folder);
                response.complete(Response.of(200)
                        .header("Content-Type", "application/zip")
                        .body(archive));
            } catch (Throwable failed) {
                // Without an answer, the client would wait forever.
                response.completeExceptionally(failed);
            }
        }
    }

    /**
     * Recordings as one zip file, uncompressed, because most clients are on this machine.
     *
     * @param folder contains the recordings; deleted at the end
     */
    private record Archive(List<Path> recordings, Path folder) implements Body {
        @Override
        public long length() {
            return -1;
        }

        @Override
        public void writeTo(BodySink sink) throws IOException {
            try (ZipOutputStream zip = new ZipOutputStream(sink.asOutputStream())) {
                zip.setLevel(Deflater.NO_COMPRESSION);
                for (Path recording : recordings) {
                    zip.putNextEntry(new ZipEntry(String.valueOf(recording.getFileName())));
                    Files.copy(recording, zip);
                    zip.closeEntry();
                }
            }
        }

        @Override
        public void close() throws IOException {
            for (Path recording : recordings) {
                Files.deleteIfExists(recording);
            }
            Files.deleteIfExists(folder);
        }
    }
}
