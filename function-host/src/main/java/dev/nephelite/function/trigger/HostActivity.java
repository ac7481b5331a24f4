package dev.nephelite.function.trigger;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.client.StorageAccounts;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.Worker.ContentForm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a host is doing right now, and when it is idle. The executor, the clocks and the invoker of a {@link HostContext}
 * report here: a piece of work ends only after the work that it leads to has begun, so a host that is between two steps
 * never looks idle. Thread-safe.
 */
public final class HostActivity {
    private final StorageAccounts storage;
    private final Set<Alarm> alarms = ConcurrentHashMap.newKeySet();
    private final List<Waiter> waiters = new ArrayList<>();

    /** Whether there are waiters. Work begins and ends all the time, and must not queue for a lock while nobody waits. */
    private volatile boolean awaited;

    private final AtomicInteger tasks = new AtomicInteger();
    private final AtomicInteger invocations = new AtomicInteger();

    /** How often work has begun or ended; if it has not changed, nothing has happened. */
    private final AtomicLong changes = new AtomicLong();

    /** @param storage whose event feeds have to be read to the end before the host is idle */
    public HostActivity(StorageAccounts storage) {
        this.storage = storage;
    }

    /**
     * Completes when the host has nothing to do until something happens outside or time passes: no invocation is in
     * progress, no poll or other timer is due, nothing that was found waits to be run, and every event of a server with
     * an event stream has been handled. A host whose storage is written all the time may never be idle.
     *
     * <p>What only a later poll can find does not count: messages that are still hidden, and messages and blobs on
     * servers without an event stream.
     */
    public CompletableFuture<Void> idle() {
        return idle(true);
    }

    /** Like {@link #idle}, but functions may be running. */
    public CompletableFuture<Void> listenersIdle() {
        return idle(false);
    }

    /** What keeps the host from being idle, as a clause. */
    public String busyWith() {
        int running = invocations.get();
        if (running > 0) {
            return running == 1 ? "1 invocation is in progress" : running + " invocations are in progress";
        }
        return tasks.get() > 0 || isAlarmDue() ? "a trigger is at work" : "not every event of storage has been handled";
    }

    /** Events cause work, and work causes events, so both are checked until neither has changed. */
    private CompletableFuture<Void> idle(boolean awaitsInvocations) {
        return storage.newestEventsHandled()
                .thenCompose(handled -> noWork(awaitsInvocations).thenCompose(changesBefore -> storage.newestEvents()
                        .thenCompose(newest -> newest.equals(handled) && changesBefore == changes()
                                ? CompletableFuture.completedFuture(null)
                                : idle(awaitsInvocations))));
    }

    /** Completes with {@link #changes} at a moment without work. */
    private CompletableFuture<Long> noWork(boolean awaitsInvocations) {
        Waiter waiter = new Waiter(awaitsInvocations, new CompletableFuture<>());
        synchronized (this) {
            waiters.add(waiter);
            awaited = true;
        }
        notifyWaiters();
        return waiter.changes;
    }

    private long changes() {
        return changes.get();
    }

    private void notifyWaiters() {
        if (!awaited) {
            return;
        }
        List<Waiter> notified = new ArrayList<>();
        long now;
        synchronized (this) {
            now = changes.get();
            boolean works = tasks.get() > 0 || isAlarmDue();
            boolean invokes = invocations.get() > 0;
            if (works || changes.get() != now) {
                // The thread that has changed something checks again.
                return;
            }
            for (Iterator<Waiter> all = waiters.iterator(); all.hasNext(); ) {
                Waiter waiter = all.next();
                if (!invokes || !waiter.awaitsInvocations) {
                    all.remove();
                    notified.add(waiter);
                }
            }
            awaited = !waiters.isEmpty();
        }
        notified.forEach(waiter -> waiter.changes.complete(now));
    }

    private boolean isAlarmDue() {
        return alarms.stream().anyMatch(Alarm::isDue);
    }

    private void change(int moreTasks, int moreInvocations) {
        tasks.addAndGet(moreTasks);
        invocations.addAndGet(moreInvocations);
        changes.incrementAndGet();
        notifyWaiters();
    }

    private void runAsTask(Runnable work) {
        change(1, 0);
        try {
            work.run();
        } finally {
            change(-1, 0);
        }
    }

    /** An executor whose tasks are activity of this host from the moment they are submitted. */
    public Executor tracked(Executor executor) {
        return task -> {
            Task submitted = new Task(task);
            boolean accepted = false;
            try {
                executor.execute(submitted);
                accepted = true;
            } finally {
                if (!accepted) {
                    submitted.end();
                }
            }
        };
    }

    /** Clocks whose timers are activity of this host once they are due. */
    public Clocks tracked(Clocks clocks) {
        Clock machine = tracked(clocks.machine());
        return new Clocks(clocks.cloud().equals(clocks.machine()) ? machine : tracked(clocks.cloud()), machine);
    }

    /** A clock whose timers are activity of this host once they are due. */
    Clock tracked(Clock timers) {
        return new Clock() {
            @Override
            public Instant now() {
                return timers.now();
            }

            @Override
            public Scheduled scheduleAt(Instant due, Runnable task) {
                return new Alarm(timers, due, task).schedule();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                timers.sleep(duration);
            }
        };
    }

    /** An invoker whose invocations are activity of this host until the trigger has received the result. */
    public Invoker tracked(Invoker invoker) {
        return new Invoker() {
            @Override
            public CompletableFuture<InvocationResult> invoke(FunctionDefinition function, TriggerEvent event) {
                CompletableFuture<InvocationResult> result = new CompletableFuture<>();
                change(0, 1);
                boolean invoked = false;
                try {
                    CompletableFuture<Boolean> unused = invoker.invoke(function, event)
                            .handle((outcome, failure) -> {
                                boolean first = failure == null
                                        ? result.complete(outcome)
                                        : result.completeExceptionally(failure);
                                change(0, -1);
                                return first;
                            });
                    invoked = true;
                } finally {
                    if (!invoked) {
                        change(0, -1);
                    }
                }
                return result;
            }

            @Override
            public ContentForm contentForm(FunctionDefinition function) {
                return invoker.contentForm(function);
            }
        };
    }

    private record Waiter(boolean awaitsInvocations, CompletableFuture<Long> changes) {}

    /** A task that was submitted to an executor. Ends once, whether it runs or is rejected. */
    private final class Task implements Runnable {
        private final Runnable work;
        private boolean ended;

        private Task(Runnable work) {
            this.work = work;
            change(1, 0);
        }

        @Override
        public void run() {
            try {
                work.run();
            } finally {
                end();
            }
        }

        private void end() {
            synchronized (this) {
                if (ended) {
                    return;
                }
                ended = true;
            }
            change(-1, 0);
        }
    }

    /** A timer that has not fired yet. */
    private final class Alarm implements Clock.Scheduled {
        private final Clock clock;
        private final Instant due;
        private final Runnable task;
        private volatile Clock.@Nullable Scheduled timer;

        private Alarm(Clock clock, Instant due, Runnable task) {
            this.clock = clock;
            this.due = due;
            this.task = task;
        }

        private boolean isDue() {
            return !due.isAfter(clock.now());
        }

        private Alarm schedule() {
            alarms.add(this);
            boolean scheduled = false;
            try {
                timer = clock.scheduleAt(due, this::fire);
                scheduled = true;
            } finally {
                if (!scheduled) {
                    remove();
                }
            }
            return this;
        }

        private void fire() {
            runAsTask(() -> {
                remove();
                task.run();
            });
        }

        @Override
        public void cancel() {
            Clock.Scheduled scheduled = timer;
            if (scheduled != null) {
                scheduled.cancel();
            }
            remove();
            notifyWaiters();
        }

        private void remove() {
            alarms.remove(this);
        }
    }
}
