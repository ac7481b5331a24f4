package dev.nephelite.function.java.process;

import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.worker.ProfileRecording;
import dev.nephelite.function.worker.process.WorkerChannel;
import dev.nephelite.worker.protocol.RecordingStartRequest;
import dev.nephelite.worker.protocol.RecordingStopRequest;
import dev.nephelite.worker.protocol.StreamingMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Records all worker processes, each in a file of its own. Thread-safe. */
final class ProcessRecording implements ProfileRecording {
    private final String id;
    private final Path folder;
    private final @Nullable Path asyncProfiler;
    private final Consumer<ProcessRecording> onStop;
    private final Map<WorkerChannel, Path> files = new LinkedHashMap<>();
    private boolean stopped;

    /**
     * Records no process yet.
     *
     * @param asyncProfiler the library of async-profiler, which samples CPU time; null for Flight Recorder
     * @param onStop is called before the processes are asked to stop
     */
    ProcessRecording(String id, Path folder, @Nullable Path asyncProfiler, Consumer<ProcessRecording> onStop) {
        this.id = id;
        this.folder = folder.toAbsolutePath();
        this.asyncProfiler = asyncProfiler;
        this.onStop = onStop;
    }

    /** Records a process, too. The result completes when it does, or cannot. */
    CompletableFuture<Void> startIn(WorkerChannel channel, HostLog log) {
        Path file;
        synchronized (this) {
            if (stopped || files.containsKey(channel)) {
                return CompletableFuture.completedFuture(null);
            }
            file = folder.resolve("process-" + (files.size() + 1) + ".jfr");
            files.put(channel, file);
        }
        return channel.request(StreamingMessage.newBuilder()
                        .setRecordingStartRequest(RecordingStartRequest.newBuilder()
                                .setRecordingId(id)
                                .setFile(file.toString())
                                .setAsyncProfiler(asyncProfiler == null ? "" : asyncProfiler.toString())))
                .handle((answer, ended) -> {
                    String error =
                            ended == null ? answer.getRecordingStartResponse().getError() : "";
                    if (!error.isEmpty()) {
                        log.warning("Worker", "A worker process cannot be recorded. " + error);
                    }
                    return null;
                });
    }

    @Override
    public List<Path> stop() {
        onStop.accept(this);
        List<WorkerChannel> channels;
        synchronized (this) {
            stopped = true;
            channels = new ArrayList<>(files.keySet());
        }
        CompletableFuture.allOf(channels.stream().map(this::stopIn).toArray(CompletableFuture<?>[]::new))
                .join();
        synchronized (this) {
            return files.values().stream().filter(Files::exists).toList();
        }
    }

    private CompletableFuture<Void> stopIn(WorkerChannel channel) {
        try {
            return channel.request(StreamingMessage.newBuilder()
                            .setRecordingStopRequest(
                                    RecordingStopRequest.newBuilder().setRecordingId(id)))
                    .handle((answer, ended) -> null);
        } catch (RejectedExecutionException ignored) {
            // All processes have ended, and have written their recordings before.
            return CompletableFuture.completedFuture(null);
        }
    }
}
