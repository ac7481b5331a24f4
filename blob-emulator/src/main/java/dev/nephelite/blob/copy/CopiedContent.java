package dev.nephelite.blob.copy;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.store.BlobWriter;
import dev.nephelite.emulator.service.Checksums;
import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.PendingContent;
import java.io.InterruptedIOException;
import java.util.function.LongConsumer;

/**
 * Content that was copied from a source. Closing it releases what no write has stored.
 *
 * @param source the properties of the source
 */
public record CopiedContent(Blob source, Checksums.Verified checksums, Bytes bytes) implements AutoCloseable {
    /** Received content, if its checksums match those that the client sent. */
    static CopiedContent received(Blob source, PendingContent pendingContent, LongConsumer limit, Checksums checksums)
            throws InterruptedIOException {
        boolean verified = false;
        try {
            limit.accept(pendingContent.length());
            CopiedContent result = new CopiedContent(source, checksums.verify(), new Received(pendingContent));
            verified = true;
            return result;
        } finally {
            if (!verified) {
                pendingContent.close();
            }
        }
    }

    public long length() {
        return bytes.length();
    }

    /** Stores the bytes, for a blob to refer to. */
    public Content keep(BlobWriter tx) {
        return bytes.keep(tx);
    }

    @Override
    public void close() {
        bytes.close();
    }

    /** The bytes before a blob refers to them. */
    interface Bytes extends AutoCloseable {
        long length();

        Content keep(BlobWriter tx);

        @Override
        void close();
    }

    /** Bytes that were received from the source. */
    record Received(PendingContent pendingContent) implements Bytes {
        @Override
        public long length() {
            return pendingContent.length();
        }

        @Override
        public Content keep(BlobWriter tx) {
            return tx.keep(pendingContent);
        }

        @Override
        public void close() {
            pendingContent.close();
        }
    }
}
