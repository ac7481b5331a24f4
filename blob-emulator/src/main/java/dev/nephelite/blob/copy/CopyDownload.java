package dev.nephelite.blob.copy;

import dev.nephelite.blob.blob.BlobEvents;
import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.model.CopyState;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.BlobWriter;
import dev.nephelite.emulator.store.content.PendingContent;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A copy in the course of being fetched.
 *
 * @param target the request that wanted it
 */
record CopyDownload(BlobStore store, BlobRequest target, CopyJob copy, String source, RemoteDownload download)
        implements Runnable, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(CopyDownload.class.getName());
    private static final String BROKEN_OFF = "500 InternalServerError \"Copy failed.\"";

    /** Fetches everything, or fails. */
    @Override
    public void run() {
        try (download;
                PendingContent pendingContent =
                        store.receive(new ProgressStream(download.bytes(), this::progress), download.length())) {
            store.write(tx -> complete(tx, pendingContent));
        } catch (IOException brokenOff) {
            fail(Level.FINE, brokenOff);
        } catch (RuntimeException | Error failure) {
            fail(Level.WARNING, failure);
        }
    }

    private void fail(Level level, Throwable failure) {
        LOG.log(level, failure, () -> "cannot copy " + CopyState.withoutSignature(source));
        store.write(tx -> {
            copy.stop(tx, CopyState.Status.FAILED, BROKEN_OFF);
            return copy;
        });
    }

    /** Stops fetching. */
    @Override
    public void close() {
        download.close();
    }

    private CopyJob progress(long copied) {
        return store.write(tx -> {
            copy.progress(tx, copied);
            return copy;
        });
    }

    private CopyJob complete(BlobWriter tx, PendingContent pendingContent) {
        if (copy.state(tx).isPresent()) {
            copy.complete(tx, tx.keep(pendingContent), source)
                    .ifPresent(blob -> BlobEvents.created(tx, target, "CopyBlob", blob));
        }
        return copy;
    }
}
