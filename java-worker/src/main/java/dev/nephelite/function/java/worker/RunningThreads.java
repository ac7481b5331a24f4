package dev.nephelite.function.java.worker;

import dev.nephelite.function.worker.Invocation;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which invocations run, and the locks for which they wait. Such a thread is named after the function and
 * the invocation, for debuggers and profilers. Thread-safe.
 */
final class RunningThreads {
    private final Map<UUID, Running> running = new ConcurrentHashMap<>();

    /** @param name what the thread is called while it runs no function */
    private record Running(String function, UUID invocation, Thread thread, String name) {}

    void begin(Invocation invocation) {
        Thread thread = Thread.currentThread();
        running.put(invocation.id(), new Running(invocation.functionName(), invocation.id(), thread, thread.getName()));
        thread.setName(invocation.functionName() + " (Id: " + invocation.id() + ")");
    }

    void end(Invocation invocation) {
        Running ended = running.remove(invocation.id());
        if (ended != null) {
            ended.thread().setName(ended.name());
        }
    }

    Optional<Thread> of(UUID invocation) {
        return Optional.ofNullable(running.get(invocation)).map(Running::thread);
    }

    /** The deadlocks of invocations: for each, its invocations in the order in which one waits for the next. */
    List<List<UUID>> deadlocks() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long @Nullable [] ids = threads.findDeadlockedThreads();
        if (ids == null) {
            return List.of();
        }
        Set<Long> left = Arrays.stream(ids).boxed().collect(Collectors.toSet());
        List<List<UUID>> deadlocks = new ArrayList<>();
        for (long id : ids) {
            List<UUID> invocations = new ArrayList<>();
            long inCycle = id;
            while (left.remove(inCycle)) {
                ofThread(inCycle).map(Running::invocation).ifPresent(invocations::add);
                @Nullable ThreadInfo thread = threads.getThreadInfo(inCycle);
                inCycle = thread == null ? -1 : thread.getLockOwnerId();
            }
            if (!invocations.isEmpty()) {
                deadlocks.add(invocations);
            }
        }
        return deadlocks;
    }

    /**
     * The stack of an invocation, followed by the stacks of the threads that hold the locks it waits for; empty if the
     * invocation has ended.
     */
    String stack(UUID invocation, AppStackTraces traces) {
        Running call = running.get(invocation);
        if (call == null) {
            return "";
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        StringBuilder text = new StringBuilder();
        Set<Long> printed = new LinkedHashSet<>();
        long id = call.thread().getId();
        while (id >= 0 && printed.add(id)) {
            @Nullable ThreadInfo thread = threads.getThreadInfo(id, Integer.MAX_VALUE);
            if (thread == null) {
                break;
            }
            text.append(describe(thread))
                    .append(":\n")
                    .append(traces.of(thread.getStackTrace()))
                    .append('\n');
            id = thread.getLockOwnerId();
        }
        return text.toString().stripTrailing();
    }

    private String describe(ThreadInfo thread) {
        Optional<Running> call = ofThread(thread.getThreadId());
        String function = call.map(
                        known -> ", which runs function '" + known.function() + "' (Id: '" + known.invocation() + "'),")
                .orElse("");
        @Nullable LockInfo lock = thread.getLockInfo();
        String state = lock == null ? " is " + thread.getThreadState() : " waits for " + lock;
        return "Thread '" + call.map(Running::name).orElseGet(thread::getThreadName) + "'" + function + state;
    }

    /** The function that runs on {@code thread}, if any. */
    Optional<String> functionOn(Thread thread) {
        return ofThread(thread.getId()).map(Running::function);
    }

    /** The functions that run on these threads, by thread id. */
    Map<Long, String> functionsOn(Set<Long> threads) {
        return running.values().stream()
                .filter(each -> threads.contains(each.thread().getId()))
                .collect(Collectors.toMap(each -> each.thread().getId(), Running::function, (one, other) -> one));
    }

    private Optional<Running> ofThread(long id) {
        return running.values().stream()
                .filter(each -> each.thread().getId() == id)
                .findFirst();
    }
}
