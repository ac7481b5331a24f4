package dev.nephelite.emulator.store.table;

import dev.nephelite.emulator.store.disk.StoreFailedException;
import java.nio.channels.ClosedChannelException;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/** The database library could not read or write the tables. */
public final class TableFailedException extends StoreFailedException {
    private final int code;

    TableFailedException(MVStoreException failed) {
        this(failed, null);
    }

    /**
     * A failed read.
     *
     * @param place the page in the file that cannot be read, or null if it is unknown
     */
    TableFailedException(MVStoreException failed, @Nullable String place) {
        super(
                (place == null ? "the tables cannot be read or written: " : place + " cannot be read: ")
                        + failed.getMessage(),
                failed);
        code = failed.getErrorCode();
    }

    /**
     * Whether the file is closed, so that reopening it helps. The library closes its file after an error, and the JDK closes
     * it when a thread that reads it is interrupted. Otherwise the file is damaged.
     */
    public boolean isClosed() {
        return code == DataUtils.ERROR_CLOSED || isCausedByClosedChannel(this);
    }

    /** Whether a part of the file cannot be read, so that reading it again does not help. */
    public boolean isDamage() {
        return isDamage(code) && !isCausedByClosedChannel(this);
    }

    static boolean isDamage(int code) {
        return code == DataUtils.ERROR_FILE_CORRUPT
                || code == DataUtils.ERROR_CHUNK_NOT_FOUND
                || code == DataUtils.ERROR_READING_FAILED;
    }

    private static boolean isCausedByClosedChannel(Throwable failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ClosedChannelException) {
                return true;
            }
        }
        return false;
    }
}
