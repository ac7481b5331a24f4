package dev.nephelite.emulator.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lets threads take turns without a thread of its own: who finds nobody before it leads, and does the work of all who came
 * meanwhile; then the first who came too late for that leads.
 */
final class Turns<T extends Turns.Waiting> {
    private final Deque<T> waiting = new ArrayDeque<>();
    private final Lock lock = new ReentrantLock();
    private final Condition allGone = lock.newCondition();
    private boolean closed;

    /** Returns when it is the turn of {@code mine} to lead, or, with false, when another leader has done its work. */
    boolean awaitLead(T mine) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the store is closed");
            }
            waiting.add(mine);
            if (waiting.size() == 1) {
                return true;
            }
        } finally {
            lock.unlock();
        }
        Waiting work = mine;
        return work.awaitLead();
    }

    /**
     * Those that the leader may work for, itself first.
     *
     * @param together which of the others may be with it
     */
    List<T> group(int most, Predicate<T> together) {
        lock.lock();
        try {
            List<T> group = new ArrayList<>();
            for (T next : waiting) {
                if (group.size() == most || !(group.isEmpty() || together.test(next))) {
                    break;
                }
                group.add(next);
            }
            return group;
        } finally {
            lock.unlock();
        }
    }

    /** Lets those go whose work is done, and the next one lead. */
    void done(List<? extends T> group) {
        @Nullable Waiting next;
        lock.lock();
        try {
            group.forEach(member -> waiting.remove());
            next = waiting.peek();
            allGone.signalAll();
        } finally {
            lock.unlock();
        }
        group.forEach((Waiting member) -> member.wake(State.DONE));
        if (next != null) {
            next.wake(State.LEADS);
        }
    }

    /** Lets nobody in any more, and returns when everybody is gone. */
    void close() {
        lock.lock();
        try {
            closed = true;
            while (!waiting.isEmpty()) {
                allGone.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private enum State {
        WAITS,
        LEADS,
        DONE
    }

    /** Work that waits for its turn, and the thread that brought it. */
    abstract static class Waiting {
        /** A turn is over in less time than a thread takes to wake up, so it is worth some microseconds not to sleep. */
        private static final int SPINS = 300;

        private final Thread thread = Thread.currentThread();
        private volatile State state = State.WAITS;

        private boolean awaitLead() {
            for (int i = 0; i < SPINS && state == State.WAITS; i++) {
                Thread.onSpinWait();
            }
            boolean interrupted = false;
            while (state == State.WAITS) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                thread.interrupt();
            }
            return state == State.LEADS;
        }

        private void wake(State next) {
            state = next;
            LockSupport.unpark(thread);
        }
    }
}
