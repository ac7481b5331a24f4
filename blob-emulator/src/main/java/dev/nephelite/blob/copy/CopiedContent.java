package dev.nephelite.blob.copy;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.store.BlobWriter;
import dev.nephelite.emulator.service.Checksums;
import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.PendingContent;
import java.io.InterruptedIOException;
import java.util.function.LongConsumer;

/**
 * Bytes that were taken from a source. Closing it lets go of those that no write has kept.
 *
 * @param source what the source says of itself
 */
public record CopiedContent(Blob source, Checksums.Verified checksums, Bytes bytes) implements AutoCloseable {
    /** What came as if a client had sent it, if it is what the client announced. */
    static CopiedContent received(Blob source, PendingContent draft, LongConsumer limit, Checksums checksums)
            throws InterruptedIOException {
        boolean taken = false;
        try {
            limit.accept(draft.length());
            CopiedContent result = new CopiedContent(source, checksums.verify(), new Received(draft));
            taken = true;
            return result;
        } finally {
            if (!taken) {
                draft.close();
            }
        }
    }

    public long length() {
        return bytes.length();
    }

    /** Lets a blob of the change have the bytes. */
    public Content keep(BlobWriter tx) {
        return bytes.keep(tx);
    }

    @Override
    public void close() {
        bytes.close();
    }

    /** Where the bytes are until a blob has them. */
    interface Bytes extends AutoCloseable {
        long length();

        Content keep(BlobWriter tx);

        @Override
        void close();
    }

    /** Bytes that came as if a client had sent them. */
    record Received(PendingContent draft) implements Bytes {
        @Override
        public long length() {
            return draft.length();
        }

        @Override
        public Content keep(BlobWriter tx) {
            return tx.keep(draft);
        }

        @Override
        public void close() {
            draft.close();
        }
    }
}
