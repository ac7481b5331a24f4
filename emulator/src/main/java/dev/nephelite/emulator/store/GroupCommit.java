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
 * The queue of a group commit: the waiting threads do the work themselves, so that no extra thread is needed. A thread that
 * finds the queue empty becomes the leader and does the work of all that are queued by then, in {@link StoreWriter}; the
 * first thread that came later leads next.
 */
final class GroupCommit<T extends GroupCommit.Member> {
    private final Deque<T> queue = new ArrayDeque<>();
    private final Lock lock = new ReentrantLock();
    private final Condition drained = lock.newCondition();
    private boolean closed;

    /**
     * Queues {@code mine} and waits. Returns true when its thread leads, or false when another leader has done its
     * work.
     */
    boolean awaitLead(T mine) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the store is closed");
            }
            queue.add(mine);
            if (queue.size() == 1) {
                return true;
            }
        } finally {
            lock.unlock();
        }
        Member member = mine;
        return member.awaitLead();
    }

    /**
     * The members that the leader handles together, beginning with its own.
     *
     * @param limit the greatest size
     * @param canJoin whether a member can be handled together with the leader's own
     */
    List<T> group(int limit, Predicate<T> canJoin) {
        lock.lock();
        try {
            List<T> group = new ArrayList<>();
            for (T next : queue) {
                if (group.size() == limit || !(group.isEmpty() || canJoin.test(next))) {
                    break;
                }
                group.add(next);
            }
            return group;
        } finally {
            lock.unlock();
        }
    }

    /** Releases the threads of {@code group}, whose work is done, and makes the next one in the queue the leader. */
    void done(List<? extends T> group) {
        @Nullable Member next;
        lock.lock();
        try {
            group.forEach(member -> queue.remove());
            next = queue.peek();
            drained.signalAll();
        } finally {
            lock.unlock();
        }
        group.forEach((Member member) -> member.wake(State.DONE));
        if (next != null) {
            next.wake(State.LEADS);
        }
    }

    /** Refuses new work and waits until the queue is empty. */
    void close() {
        lock.lock();
        try {
            closed = true;
            while (!queue.isEmpty()) {
                drained.awaitUninterruptibly();
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

    /** Queued work and the thread that waits for it. */
    abstract static class Member {
        /** A group takes less time than a thread needs to wake up, so it pays to spin for a few microseconds. */
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
