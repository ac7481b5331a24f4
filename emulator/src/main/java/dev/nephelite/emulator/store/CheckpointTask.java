package dev.nephelite.emulator.store;

import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.DataFolderException;
import dev.nephelite.emulator.store.disk.OutageLog;
import dev.nephelite.emulator.store.disk.StoreFailedException;
import dev.nephelite.emulator.store.journal.Journal;
import dev.nephelite.emulator.store.table.TableFailedException;
import dev.nephelite.emulator.time.Clock;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link Checkpoint}, on its own thread, when the journal has grown or some time after the first write since the last
 * one, and then compacts the tables' file. A failed checkpoint is retried with back-off. Meanwhile the journal has every
 * change; when it reaches its limit, writes are refused.
 */
final class CheckpointTask implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(CheckpointTask.class.getName());
    private static final Duration LATEST = Duration.ofSeconds(3);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration SLOWEST_RETRY = Duration.ofSeconds(30);
    private static final long JOURNAL_BYTES = 4 * 1024 * 1024;
    private static final long MAX_JOURNAL_BYTES = 16 * JOURNAL_BYTES;
    private static final long PAUSE_BYTES = 64 * 1024;
    private static final int MAX_COMPACTIONS = 64;
    private static final int SETTLING_SAVES = 3;

    private final Checkpoint checkpoint;
    private final Journal journal;
    private final StoreWriter storeWriter;
    private final DataFolder folder;
    private final Clock clock;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final OutageLog outageLog = new OutageLog(
            LOG,
            "cannot save the tables; the journal keeps every change until it works again",
            "the tables are saved again");
    private Clock.@Nullable Scheduled latest;
    private Duration retryDelay = FIRST_RETRY;
    /** Whether the file has a part that cannot be read. Only the thread of this task uses it. */
    private boolean damaged;

    private boolean wanted;
    private boolean closing;
    private boolean ended;

    CheckpointTask(Checkpoint checkpoint, Journal journal, StoreWriter storeWriter, DataFolder folder, Clock clock) {
        this.checkpoint = checkpoint;
        this.journal = journal;
        this.storeWriter = storeWriter;
        this.folder = folder;
        this.clock = clock;
        Thread thread = new Thread(this::run, "store-checkpoints");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Must be called before every write.
     *
     * @throws StoreFailedException if checkpoints fail and the journal has grown to its limit
     */
    void requireRoom() {
        if (outageLog.isOngoing() && journal.unsavedBytes() > MAX_JOURNAL_BYTES) {
            throw new StoreFailedException(
                    "the tables cannot be saved, and the journal has reached its limit",
                    new IOException("No space left on device or the device failed"));
        }
    }

    /** Must be called after every write. Blocks if writers are faster than the disk. */
    void written() {
        lock.lock();
        try {
            schedule(LATEST);
            if (isDue()) {
                changed.signalAll();
            }
            while (journal.unsavedBytes() > MAX_JOURNAL_BYTES && !closing && !outageLog.isOngoing()) {
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
            if (folder.isOurs()) {
                checkpoint.saveAndClose();
            } else {
                checkpoint.closeWithoutSaving();
            }
        } catch (IOException | RuntimeException cannot) {
            LOG.warning(() -> "cannot save the tables; the next start reads every change from the journal: " + cannot);
        }
    }

    /** Makes a checkpoint soon. */
    void request() {
        lock.lock();
        try {
            wanted = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (awaitDue()) {
            try {
                if (folder.isOurs()) {
                    boolean paused = hasPause();
                    checkpoint.save();
                    compact(paused);
                    succeeded();
                } else {
                    DataFolderException lost = folder.lost().join();
                    storeWriter.refuse(new StoreFailedException(String.valueOf(lost.getMessage()), lost));
                }
            } catch (IOException | RuntimeException | Error failed) {
                failed(failed);
            }
        }
    }

    private void succeeded() {
        outageLog.succeeded();
        retryDelay = FIRST_RETRY;
    }

    private void failed(Throwable failure) {
        outageLog.failed(failure);
        LOG.log(Level.FINE, "checkpoint failed", failure);
        try {
            storeWriter.reopenAfter(failure);
        } catch (RuntimeException | Error cannot) {
            LOG.log(Level.FINE, "cannot open the tables again yet", cannot);
        }
        lock.lock();
        try {
            // Writers that wait for this checkpoint must not wait for the next one.
            changed.signalAll();
            if (!closing) {
                latest = clock.schedule(retryDelay, this::request);
            }
        } finally {
            lock.unlock();
        }
        Duration longer = retryDelay.multipliedBy(2);
        retryDelay = longer.compareTo(SLOWEST_RETRY) > 0 ? SLOWEST_RETRY : longer;
    }

    /** Returns false when the store is closing. */
    private boolean awaitDue() {
        lock.lock();
        try {
            changed.signalAll();
            while (!isDue() && !closing) {
                changed.awaitUninterruptibly();
            }
            wanted = false;
            latest = null;
            ended = closing;
            changed.signalAll();
            return !ended;
        } finally {
            lock.unlock();
        }
    }

    private boolean isDue() {
        boolean cannotSave = outageLog.isOngoing() || folder.lost().isDone();
        return wanted || (journal.unsavedBytes() > JOURNAL_BYTES && !cannotSave);
    }

    /**
     * Compacts the file, unless a part of it that compaction reads is damaged. The database library closes the file when it
     * finds damage, and would find it again each time, so there is no compaction until the next start.
     */
    private void compact(boolean paused) throws IOException {
        if (damaged) {
            return;
        }
        try {
            compactOrShrink(paused);
        } catch (TableFailedException failed) {
            if (!failed.isDamage()) {
                throw failed;
            }
            damaged = true;
            LOG.severe(
                    () -> "The file " + folder.tables() + " is damaged, so it is not compacted until the next start and"
                            + " keeps growing. Stop Nephelite and repair the data folder. Reason: "
                            + failed.getMessage());
            storeWriter.reopenAfter(failed);
        }
    }

    /**
     * Compacts once, so that the file does not grow without bound under a load that never pauses. Each compaction makes
     * writers wait and moves records that a load will soon replace, so the file is shrunk only when writes have paused.
     */
    private void compactOrShrink(boolean paused) throws IOException {
        if (paused) {
            shrink();
            return;
        }
        if (checkpoint.compact()) {
            checkpoint.save();
        }
        if (checkpoint.isSparse() || checkpoint.isJournalLarge()) {
            schedule(LATEST);
        }
    }

    private void shrink() throws IOException {
        int rounds = 0;
        int settling = 0;
        while (rounds < MAX_COMPACTIONS && settling < SETTLING_SAVES && hasPause()) {
            if (checkpoint.compact() || checkpoint.shrink()) {
                settling = 0;
            } else if (rounds == 0 && !checkpoint.isSparse()) {
                return;
            } else {
                // What was moved away from is free, and counted as that, only after further saves.
                settling++;
            }
            checkpoint.save();
            rounds++;
        }
    }

    /** Whether there were hardly any writes since the last save, and the store is not about to close. */
    private boolean hasPause() {
        lock.lock();
        try {
            return !closing && journal.unsavedBytes() < PAUSE_BYTES;
        } finally {
            lock.unlock();
        }
    }

    /** Makes a checkpoint after that time, unless one is scheduled already. */
    private void schedule(Duration delay) {
        lock.lock();
        try {
            if (latest == null && !closing) {
                latest = clock.schedule(delay, this::request);
            }
        } finally {
            lock.unlock();
        }
    }
}
