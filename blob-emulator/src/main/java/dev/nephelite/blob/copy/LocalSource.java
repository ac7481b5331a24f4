package dev.nephelite.blob.copy;

import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.blob.BlobRequestHeaders;
import dev.nephelite.blob.filter.TagFilter;
import dev.nephelite.blob.http.ByteRange;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.BlobWriter;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.service.Checksums;
import dev.nephelite.emulator.service.Conditions;
import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.OpenContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A source in this emulator that the client may read. A copy shares its bytes.
 *
 * @param blob its address and conditions
 * @param headers the headers for the source
 */
record LocalSource(BlobStore store, BlobRequest blob, Headers headers) implements CopySource {
    /** The current blob, if the conditions are met. */
    StoredBlob require(BlobReader view) {
        StoredBlob found = blob.find(view).orElseThrow(BlobError.BLOB_NOT_FOUND::exception);
        Revision revision = found.blob().revision();
        BlobRequestHeaders.requireEncryptionKey(headers, found.blob());
        requireTags(found.blob());
        try {
            blob.conditions().requireForWrite(revision.etag(), revision.lastModified());
        } catch (StorageException refusal) {
            throw refusal.error() == CommonError.CONDITION_NOT_MET
                    ? BlobError.SOURCE_CONDITION_NOT_MET.exception()
                    : refusal;
        }
        return found;
    }

    @Override
    public CopiedContent read(@Nullable ByteRange range, LongConsumer limit, Checksums checksums) throws IOException {
        Blob source = store.read(this::requireForRead).blob();
        source.requireNotArchived();
        long offset = range == null ? 0 : range.within(source.length()).first();
        long length =
                range == null ? source.length() : range.within(source.length()).length();
        limit.accept(length);
        try (InputStream bytes = checksums.over(new SourceBytes(this, source.revision(), offset, length))) {
            if (source.layout() instanceof BlobLayout.Pages) {
                // The zeros between pages are not stored, so they cannot be shared.
                return CopiedContent.verify(source, store.receive(bytes, length), limit, checksums);
            }
            bytes.transferTo(OutputStream.nullOutputStream());
            return new CopiedContent(source, checksums.verify(), new Shared(this, source.revision(), offset, length));
        }
    }

    /** The blob, if it has not changed since. */
    StoredBlob requireUnchanged(BlobReader view, Revision before) {
        StoredBlob now = blob.find(view).orElseThrow(CopySource.Refusal::changed);
        if (!now.blob().revision().equals(before)) {
            throw CopySource.Refusal.changed();
        }
        return now;
    }

    private void requireTags(Blob found) {
        @Nullable TagFilter ifTags = blob.ifTags();
        if (ifTags != null && !ifTags.matches(blob.address().container(), found.tags())) {
            throw BlobError.SOURCE_CONDITION_NOT_MET.exception();
        }
    }

    /** Where the content is read, a failed condition on a time is reported differently from one on an entity tag. */
    private StoredBlob requireForRead(BlobReader view) {
        try {
            return require(view);
        } catch (StorageException refusal) {
            Conditions conditions = blob.conditions();
            boolean byTime = conditions.ifModifiedSince() != null || conditions.ifUnmodifiedSince() != null;
            throw refusal.error() == BlobError.SOURCE_CONDITION_NOT_MET && byTime
                    ? CopySource.Refusal.changed()
                    : refusal;
        }
    }

    /** Bytes that the copy shares with its source. */
    private record Shared(LocalSource source, Revision revision, long offset, long length)
            implements CopiedContent.Bytes {
        @Override
        public Content store(BlobWriter tx) {
            Content content = tx.reader().content(source.requireUnchanged(tx.reader(), revision), offset, length);
            tx.retain(content);
            return content;
        }

        @Override
        public void close() {
            // The bytes belong to the source.
        }
    }

    /** Reads a range of a blob in chunks, and fails if the blob changes meanwhile. */
    private static final class SourceBytes extends InputStream {
        private static final long CHUNK = 1024 * 1024;

        private final LocalSource source;
        private final Revision revision;
        private final long end;
        private long position;
        private byte[] chunk = {};
        private int used;

        SourceBytes(LocalSource source, Revision revision, long offset, long length) {
            this.source = source;
            this.revision = revision;
            position = offset;
            end = offset + length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (used == chunk.length) {
                if (position == end) {
                    return -1;
                }
                chunk = next(Math.min(CHUNK, end - position));
                position += chunk.length;
                used = 0;
            }
            int count = Math.min(length, chunk.length - used);
            System.arraycopy(chunk, used, bytes, offset, count);
            used += count;
            return count;
        }

        private byte[] next(long count) throws IOException {
            try {
                return source.store().read(view -> {
                    StoredBlob blob = source.requireUnchanged(view, revision);
                    try (OpenContent open = view.open(blob, position, count)) {
                        return open.bytes();
                    } catch (IOException failure) {
                        throw new UncheckedIOException(failure);
                    }
                });
            } catch (UncheckedIOException failure) {
                throw new IOException(failure);
            }
        }
    }
}
