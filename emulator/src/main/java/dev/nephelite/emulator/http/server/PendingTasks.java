package dev.nephelite.emulator.http.server;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;

/**
 * The tasks of one server on threads that it may share with others, so that closing it can wait for them. The library regards a
 * request as ended as soon as its connection is closed, although a thread may still be at work for it.
 */
final class PendingTasks {
    /** Besides the tasks, this object is a party until it is closed. */
    private final Phaser parties = new Phaser(1);

    /** The task, which counts as pending from now on until it has run. */
    Runnable counted(Runnable task) {
        parties.register();
        return () -> {
            try {
                task.run();
            } finally {
                parties.arriveAndDeregister();
            }
        };
    }

    /**
     * Runs the task in a pool.
     *
     * @throws RejectedExecutionException if the pool is exhausted
     */
    void execute(ExecutorService pool, Runnable task) {
        Runnable counted = counted(task);
        try {
            pool.execute(counted);
        } catch (RejectedExecutionException exhausted) {
            parties.arriveAndDeregister();
            throw exhausted;
        }
    }

    /** Waits until no task is pending. Later tasks are not waited for. */
    void awaitNone() {
        int unused = parties.awaitAdvance(parties.arriveAndDeregister());
    }
}
