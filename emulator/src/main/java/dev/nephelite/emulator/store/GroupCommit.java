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
 * A queue of work that elects its leader among the waiting threads, so that no thread of its own is needed: a thread that
 * finds the queue empty leads, and does the work of all that queue up meanwhile; the first one that came too late for that
 * leads next.
 */
final class GroupCommit<T extends GroupCommit.Member> {
    private final Deque<T> queue = new ArrayDeque<>();
    private final Lock lock = new ReentrantLock();
    private final Condition drained = lock.newCondition();
    private boolean closed;

    /** Queues {@code mine} and waits. Returns true when it leads, or false when another leader has done its work. */
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
     * The work that the leader does at once, its own first.
     *
     * @param limit how many at most
     * @param canJoin whether another one may be done together with the leader's own
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

    /** A piece of work and the thread that waits for it. */
    abstract static class Member {
        /** A group takes less time than a thread needs to wake up, so spinning for some microseconds pays. */
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
