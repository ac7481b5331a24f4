package dev.nephelite.emulator.store;

import dev.nephelite.emulator.time.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link Checkpoint} when the journal has grown, and some time after the first write since the last one, and then
 * keeps the file of the tables small. It has a thread of its own.
 */
final class Checkpoints implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Checkpoints.class.getName());
    private static final Duration LATEST = Duration.ofSeconds(3);
    private static final long JOURNAL_BYTES = 4 * 1024 * 1024;
    private static final long MOST_JOURNAL_BYTES = 16 * JOURNAL_BYTES;
    private static final int COMPACTIONS_IN_A_ROW = 64;

    private final Checkpoint checkpoint;
    private final FileJournal journal;
    private final Clock clock;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Clock.@Nullable Scheduled latest;
    private boolean due;
    private boolean closing;
    private boolean ended;

    Checkpoints(Checkpoint checkpoint, FileJournal journal, Clock clock) {
        this.checkpoint = checkpoint;
        this.journal = journal;
        this.clock = clock;
        Thread thread = new Thread(this::run, "store-checkpoints");
        thread.setDaemon(true);
        thread.start();
    }

    /** To be called after every write. A writer who is faster than the disk waits here. */
    void written() {
        lock.lock();
        try {
            if (latest == null && !closing) {
                latest = clock.schedule(LATEST, this::begin);
            }
            if (journal.size() > JOURNAL_BYTES) {
                begin();
            }
            while (journal.size() > MOST_JOURNAL_BYTES && !closing) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Makes the last checkpoint and closes the store. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            if (latest != null) {
                latest.cancel();
            }
            changed.signalAll();
            while (!ended) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
        try {
            checkpoint.saveAndClose();
        } catch (IOException cannot) {
            throw new UncheckedIOException("cannot save the store", cannot);
        }
    }

    /** Makes a checkpoint soon. */
    void begin() {
        lock.lock();
        try {
            due = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (awaitDue()) {
            try {
                checkpoint.save();
                compact();
            } catch (IOException | RuntimeException | Error failed) {
                LOG.log(Level.SEVERE, "cannot save the tables; the journal keeps all changes meanwhile", failed);
            }
        }
    }

    /** Returns false, at the end, when there will be no other. */
    private boolean awaitDue() {
        lock.lock();
        try {
            changed.signalAll();
            while (!due && !closing) {
                changed.awaitUninterruptibly();
            }
            due = false;
            latest = null;
            ended = closing;
            changed.signalAll();
            return !ended;
        } finally {
            lock.unlock();
        }
    }

    /** At least once, so that the file does not grow for ever under a load that leaves no pause. */
    private void compact() throws IOException {
        int rounds = 0;
        boolean more = true;
        while (more && rounds < COMPACTIONS_IN_A_ROW && checkpoint.compact()) {
            checkpoint.save();
            rounds++;
            more = !isWanted();
        }
        if (rounds > 0 && more) {
            // What was moved away from is free only when the save after it is done.
            checkpoint.save();
        }
    }

    private boolean isWanted() {
        lock.lock();
        try {
            return closing || (due && journal.size() > JOURNAL_BYTES);
        } finally {
            lock.unlock();
        }
    }
}
