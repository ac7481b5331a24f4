package dev.nephelite.function.java.process;

import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.discovery.WorkerRuntime.WorkerContext;
import dev.nephelite.function.debugger.DebuggableProcesses;
import dev.nephelite.function.debugger.DebuggerListener;
import dev.nephelite.function.debugger.DebuggerPort;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.worker.ProfileRecording;
import dev.nephelite.function.worker.Worker;
import dev.nephelite.function.worker.WorkerApp;
import dev.nephelite.function.worker.process.ProcessContext;
import dev.nephelite.function.worker.process.WorkerChannel;
import dev.nephelite.function.worker.process.WorkerLaunch;
import dev.nephelite.function.worker.process.WorkerServer;
import dev.nephelite.function.worker.process.WorkerSupervisor;
import dev.nephelite.worker.protocol.AppLoadResponse;
import dev.nephelite.worker.protocol.DeadlocksRequest;
import dev.nephelite.worker.protocol.StackRequest;
import dev.nephelite.worker.protocol.StreamingMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The worker processes for Java apps. Consecutive apps that need the same JVM share its processes, so that reloading an app
 * starts no JVM. Thread-safe.
 */
public final class JavaProcesses implements DebuggableProcesses {
    private static final String COUNT = "FUNCTIONS_WORKER_PROCESS_COUNT";
    private static final int MAX_PROCESSES = 10;

    /** The environment of this process before an app that runs in it changes it. */
    private static final Map<String, String> INHERITED = Map.copyOf(System.getenv());

    private final List<String> jvmOptions;
    private final Map<String, String> environment;
    /** The newest is the last. */
    private final Map<WorkerLaunch, ProcessGroup> groups = new LinkedHashMap<>();

    private final Set<ProcessRecording> recordings = ConcurrentHashMap.newKeySet();
    private final AtomicInteger lastRecording = new AtomicInteger();
    private final DebuggerPorts ports = new DebuggerPorts();

    /**
     * No processes yet.
     *
     * @param jvmOptions additional options for every JVM, such as the one that opens a debugger port
     * @param environment variables of every process besides those of this process and the settings of its app
     */
    public JavaProcesses(List<String> jvmOptions, Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(INHERITED);
        variables.putAll(environment);
        this.environment = Map.copyOf(variables);
        this.jvmOptions = List.copyOf(jvmOptions);
    }

    /** What the environment asks for that worker processes leave out, with the remedy. */
    public List<String> warnings() {
        return JavaLaunch.withoutEffectInWorkers(environment);
    }

    /** A worker for one app, which it has not loaded yet. */
    public Worker worker(WorkerContext context) {
        return new JavaProcessWorker(this, context);
    }

    /**
     * Records all processes, including those that start later, in files in {@code folder}.
     *
     * @param asyncProfiler the library of async-profiler, which samples CPU time; null for Flight Recorder
     */
    public ProfileRecording record(Path folder, @Nullable Path asyncProfiler) {
        ProcessRecording recording = new ProcessRecording(
                Integer.toString(lastRecording.incrementAndGet()), folder, asyncProfiler, recordings::remove);
        CompletableFuture<Void> started;
        synchronized (this) {
            recordings.add(recording);
            started = CompletableFuture.allOf(groups.values().stream()
                    .flatMap(group -> group.record(recording))
                    .toArray(CompletableFuture<?>[]::new));
        }
        started.join();
        return recording;
    }

    /** Loads the app of {@code worker} in processes that fit it. */
    synchronized AppRegistration register(JavaProcessWorker worker, WorkerApp app, WorkerContext context) {
        WorkerLaunch launch = JavaLaunch.of(app, jvmOptions, environment);
        ProcessGroup existing = groups.get(launch);
        if (existing != null) {
            return existing.add(worker);
        }
        ProcessGroup fresh = new ProcessGroup(launch, context.log());
        groups.put(launch, fresh);
        ports.offer(fresh);
        AppRegistration registration = fresh.add(worker);
        fresh.start(processCount(JavaLaunch.settings(app, environment)), context);
        return registration;
    }

    private static int processCount(AppSettings settings) {
        @Nullable String value = settings.value(COUNT);
        if (value == null || value.isBlank()) {
            return 1;
        }
        try {
            int count = Integer.parseInt(value.strip());
            if (count >= 1 && count <= MAX_PROCESSES) {
                return count;
            }
        } catch (NumberFormatException ignored) {
            // Refused below.
        }
        throw new InvalidAppException(
                "The setting " + COUNT + " is '" + value + "'; it has to be a number from 1 to " + MAX_PROCESSES + ".");
    }

    private synchronized void remove(ProcessGroup group) {
        groups.remove(group.launch, group);
    }

    /** The processes that were started last, which run the current app. */
    private Optional<ProcessGroup> newest() {
        return groups.values().stream().reduce((older, newer) -> newer);
    }

    @Override
    public void reportTo(DebuggerListener listener) {
        ports.listener = listener;
    }

    @Override
    public CompletableFuture<Void> reported() {
        List<WorkerSupervisor> supervisors;
        synchronized (this) {
            supervisors = groups.values().stream()
                    .flatMap(group -> group.supervisors.stream())
                    .toList();
        }
        return CompletableFuture.allOf(
                supervisors.stream().map(WorkerSupervisor::debuggerReported).toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public CompletableFuture<Integer> openPort(DebuggerPort port) {
        ProcessGroup group;
        CompletableFuture<Integer> opened;
        synchronized (this) {
            opened = ports.open(port);
            group = newest().filter(ports::offer).orElse(null);
        }
        if (group != null) {
            group.supervisors.get(0).replace("it opens a port for a debugger.");
        }
        return opened;
    }

    @Override
    public void closePort() {
        ProcessGroup owner;
        synchronized (this) {
            owner = ports.close();
        }
        if (owner != null) {
            owner.supervisors.get(0).replace("it closes the port for a debugger.");
        }
    }

    @Override
    public synchronized Optional<DebuggerPort> port() {
        return Optional.ofNullable(ports.wanted);
    }

    @Override
    public CompletableFuture<Void> suspended() {
        return ports.suspended;
    }

    /** The processes of {@code group} have ended. If they had the port for a debugger, the current ones get it. */
    private void ended(ProcessGroup group) {
        ProcessGroup next;
        synchronized (this) {
            next = ports.takeBack(group) ? newest().filter(ports::offer).orElse(null) : null;
        }
        if (next != null) {
            next.supervisors.get(0).replace("it opens a port for a debugger.");
        }
    }

    /**
     * The port for a debugger. It belongs to one group, because two processes cannot open it. Accessed under the lock of the
     * processes, except for what comes from a process.
     */
    private final class DebuggerPorts implements DebuggerListener {
        private volatile DebuggerListener listener = DebuggerListener.NONE;
        private final CompletableFuture<Void> suspended = new CompletableFuture<>();
        private CompletableFuture<Integer> opened = new CompletableFuture<>();
        private @Nullable DebuggerPort wanted;
        private @Nullable ProcessGroup owner;

        CompletableFuture<Integer> open(DebuggerPort port) {
            // A port that the agent chooses would be another one after a debugger is detached.
            wanted = new DebuggerPort(requireFree(port.number()), port.suspended());
            opened = new CompletableFuture<>();
            return opened;
        }

        /** The port, or a free one if it is 0. */
        private int requireFree(int port) {
            DebuggerPort open = owner == null ? null : owner.debuggerPort;
            if (open != null && open.number() == port) {
                return port;
            }
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                throw new UncheckedIOException(taken);
            }
        }

        /** Gives the port to a group, if there is one that no other group has. */
        boolean offer(ProcessGroup group) {
            if (wanted == null || (owner != null && owner != group)) {
                return false;
            }
            owner = group;
            group.debuggerPort = wanted;
            return true;
        }

        /** Whether {@code group} had the port. */
        boolean takeBack(ProcessGroup group) {
            if (owner != group) {
                return false;
            }
            owner = null;
            return true;
        }

        /** Returns the group that had the port. */
        @Nullable
        ProcessGroup close() {
            ProcessGroup former = owner;
            wanted = null;
            owner = null;
            if (former != null) {
                former.debuggerPort = null;
            }
            return former;
        }

        @Override
        public void opened(String process, DebuggerPort port) {
            CompletableFuture<Integer> waiting;
            synchronized (JavaProcesses.this) {
                waiting = port.equals(wanted) ? opened : new CompletableFuture<>();
            }
            listener.opened(process, port);
            waiting.complete(port.number());
            if (port.suspended()) {
                suspended.complete(null);
            }
        }

        @Override
        public void attached(String process, boolean attached) {
            listener.attached(process, attached);
        }

        @Override
        public void held(String process, Set<String> names, Duration already) {
            listener.held(process, names, already);
        }
    }

    /** The processes of one launch and the apps in them. */
    private final class ProcessGroup {
        private final WorkerLaunch launch;
        private final HostLog log;
        private final ExecutorService executor = Executors.newCachedThreadPool(ProcessGroup::thread);
        private final WorkerServer server;
        private final List<WorkerSupervisor> supervisors = new ArrayList<>();
        private final Set<AppRegistration> registrations = ConcurrentHashMap.newKeySet();
        private final AtomicInteger turn = new AtomicInteger();

        /** The port for a debugger that the first process opens, if it does. */
        private volatile @Nullable DebuggerPort debuggerPort;

        private ProcessGroup(WorkerLaunch launch, HostLog log) {
            this.launch = launch;
            this.log = log;
            try {
                server = new WorkerServer(executor);
            } catch (IOException noPort) {
                throw new UncheckedIOException("No port for worker processes can be opened: " + noPort, noPort);
            }
        }

        private static Thread thread(Runnable task) {
            Thread thread = new Thread(task, "worker-processes");
            thread.setDaemon(true);
            return thread;
        }

        private void start(int count, WorkerContext context) {
            ProcessContext processes =
                    new ProcessContext(server, executor, context.clock(), context.ids(), context.log(), ports);
            for (int i = 0; i < count; i++) {
                supervisors.add(new WorkerSupervisor(
                        i == 0 ? this::firstLaunch : () -> launch, processes, this::prepare, this::failIfAllEnded));
            }
            supervisors.forEach(supervisor -> registrations.forEach(registration -> registration.follow(supervisor)));
        }

        private WorkerLaunch firstLaunch() {
            DebuggerPort port = debuggerPort;
            return port == null ? launch : JavaLaunch.debugged(launch, port);
        }

        private AppRegistration add(JavaProcessWorker worker) {
            AppRegistration registration = new AppRegistration(this, worker);
            registrations.add(registration);
            for (WorkerSupervisor supervisor : supervisors) {
                supervisor.retry();
                registration.follow(supervisor);
                CompletableFuture<Void> unused = supervisor.ready().thenCompose(registration::load);
            }
            return registration;
        }

        private void failIfAllEnded() {
            synchronized (JavaProcesses.this) {
                if (supervisors.stream().allMatch(WorkerSupervisor::isGivenUp)) {
                    registrations.forEach(registration -> registration.failed.complete(null));
                }
            }
        }

        /** Records the processes that run, and those that are starting as soon as they do. Complete when the former do. */
        private Stream<CompletableFuture<Void>> record(ProcessRecording recording) {
            return supervisors.stream().map(WorkerSupervisor::ready).map(ready -> {
                CompletableFuture<Void> recorded = ready.thenCompose(channel -> recording.startIn(channel, log));
                return AppRegistration.isReady(ready) ? recorded : CompletableFuture.completedFuture(null);
            });
        }

        /** Prepares a process that has started: records it if wanted, and loads all apps. */
        private CompletableFuture<Void> prepare(WorkerChannel channel) {
            return CompletableFuture.allOf(recordings.stream()
                            .map(recording -> recording.startIn(channel, log))
                            .toArray(CompletableFuture<?>[]::new))
                    .thenCompose(recorded -> CompletableFuture.allOf(registrations.stream()
                            .map(registration -> registration.load(channel))
                            .toArray(CompletableFuture<?>[]::new)));
        }

        private void remove(AppRegistration registration) {
            boolean last;
            synchronized (JavaProcesses.this) {
                // A registration may be closed twice.
                last = registrations.remove(registration) && registrations.isEmpty();
                if (last) {
                    JavaProcesses.this.remove(this);
                }
            }
            if (last) {
                supervisors.forEach(WorkerSupervisor::close);
                CompletableFuture<Void> unused = CompletableFuture.allOf(supervisors.stream()
                                .map(WorkerSupervisor::ended)
                                .toArray(CompletableFuture<?>[]::new))
                        .whenComplete((ended, never) -> {
                            server.close();
                            JavaProcesses.this.ended(this);
                            executor.shutdown();
                        });
            }
        }
    }

    /** One app in the processes of a group, until it is closed. */
    static final class AppRegistration implements AutoCloseable {
        private final ProcessGroup group;
        private final JavaProcessWorker worker;
        private final CompletableFuture<AppLoadResponse> firstLoad = new CompletableFuture<>();
        private final CompletableFuture<Void> failed = new CompletableFuture<>();

        private AppRegistration(ProcessGroup group, JavaProcessWorker worker) {
            this.group = group;
            this.worker = worker;
        }

        /** What the first process that has loaded the app says of it; fails if none can. */
        CompletableFuture<AppLoadResponse> firstLoad() {
            return firstLoad;
        }

        /** Completes when none of the processes is started again. */
        CompletableFuture<Void> failed() {
            return failed;
        }

        private void follow(WorkerSupervisor supervisor) {
            CompletableFuture<WorkerChannel> unused = supervisor.ready().whenComplete((channel, failed) -> {
                if (failed != null) {
                    firstLoad.completeExceptionally(failed);
                }
            });
        }

        /** Loads the app in one process. Loading it again has no effect. */
        private CompletableFuture<Void> load(WorkerChannel channel) {
            return worker.loadIn(channel).handle((response, failed) -> {
                if (failed == null) {
                    firstLoad.complete(response);
                } else {
                    firstLoad.completeExceptionally(failed.getCause() == null ? failed : failed.getCause());
                }
                return null;
            });
        }

        /**
         * The process for the next invocation: each in turn, those that are ready before those that are starting; or the one
         * to which a debugger can connect.
         */
        CompletableFuture<WorkerChannel> next() {
            if (group.debuggerPort != null) {
                return group.supervisors.get(0).ready();
            }
            int start = Math.floorMod(group.turn.getAndIncrement(), group.supervisors.size());
            CompletableFuture<WorkerChannel> first =
                    group.supervisors.get(start).ready();
            if (isReady(first)) {
                return first;
            }
            List<CompletableFuture<WorkerChannel>> others = Stream.concat(
                            group.supervisors.stream().skip(start + 1L),
                            group.supervisors.stream().limit(start))
                    .map(WorkerSupervisor::ready)
                    .toList();
            return Stream.concat(
                            others.stream().filter(AppRegistration::isReady),
                            Stream.concat(Stream.of(first), others.stream()).filter(channel -> !channel.isDone()))
                    .findFirst()
                    .orElse(first);
        }

        private static boolean isReady(CompletableFuture<WorkerChannel> channel) {
            return channel.isDone() && !channel.isCompletedExceptionally();
        }

        List<WorkerChannel> channels() {
            return group.supervisors.stream()
                    .map(WorkerSupervisor::ready)
                    .filter(AppRegistration::isReady)
                    .map(CompletableFuture::join)
                    .toList();
        }

        /** Ends the process in which an invocation runs and starts a new one. False if it has ended. */
        boolean restartProcessOf(UUID invocation, String reason) {
            for (WorkerSupervisor supervisor : group.supervisors) {
                CompletableFuture<WorkerChannel> channel = supervisor.ready();
                if (isReady(channel) && channel.join().isRunning(invocation)) {
                    supervisor.restart(reason);
                    return true;
                }
            }
            return false;
        }

        CompletableFuture<String> stack(UUID invocation) {
            Optional<WorkerChannel> running = channels().stream()
                    .filter(channel -> channel.isRunning(invocation))
                    .findFirst();
            if (running.isEmpty()) {
                return CompletableFuture.completedFuture("");
            }
            return running.get()
                    .request(StreamingMessage.newBuilder()
                            .setStackRequest(StackRequest.newBuilder().setInvocationId(invocation.toString())))
                    .handle((answer, failed) ->
                            failed == null ? answer.getStackResponse().getStack() : "");
        }

        CompletableFuture<List<List<UUID>>> deadlocks() {
            List<CompletableFuture<List<List<UUID>>>> answers =
                    channels().stream().map(AppRegistration::deadlocksIn).toList();
            return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                    .thenApply(all -> answers.stream()
                            .flatMap(answer -> answer.join().stream())
                            .toList());
        }

        private static CompletableFuture<List<List<UUID>>> deadlocksIn(WorkerChannel channel) {
            return channel.request(
                            StreamingMessage.newBuilder().setDeadlocksRequest(DeadlocksRequest.getDefaultInstance()))
                    .handle((answer, failed) -> failed == null
                            ? answer.getDeadlocksResponse().getDeadlocksList().stream()
                                    .map(deadlock -> deadlock.getInvocationIdsList().stream()
                                            .map(UUID::fromString)
                                            .toList())
                                    .toList()
                            : List.of());
        }

        @Override
        public void close() {
            group.remove(this);
        }
    }
}
