package dev.nephelite.blob.blob;

import dev.nephelite.blob.http.ByteRange;
import dev.nephelite.blob.http.ContentBody;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Checksums;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.store.content.OpenContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/get-blob">Get Blob</a>. */
public record GetBlob(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        BlobRequest target = BlobRequest.reading(request);
        @Nullable ByteRange range = ByteRange.from(request.headers());
        RangeChecksum checksum = RangeChecksum.from(request.headers(), range);

        return store.read(view -> {
            StoredBlob stored = target.requireForRead(view);
            stored.blob().requireNotArchived();
            BlobRequestHeaders.requireEncryptionKey(request.headers(), stored.blob());
            Map<String, String> overrides = request.grant().responseHeaders();
            return range == null
                    ? whole(view, target, stored, overrides)
                    : part(view, target, stored, range.within(stored.blob().length()), checksum, overrides);
        });
    }

    private static Response whole(
            BlobReader view, BlobRequest target, StoredBlob stored, Map<String, String> overrides) {
        Blob blob = stored.blob();
        return BlobHeaders.describe(Response.of(200), blob, target.now(), overrides)
                .header("Content-MD5", blob.properties().contentMd5())
                .body(new ContentBody(view.open(stored)));
    }

    private static Response part(
            BlobReader view,
            BlobRequest target,
            StoredBlob stored,
            ByteRange range,
            RangeChecksum checksum,
            Map<String, String> overrides) {
        Blob blob = stored.blob();
        Response response = BlobHeaders.describe(Response.of(206), blob, target.now(), overrides)
                .header("Content-Range", range.of(blob.length()))
                .header("x-ms-blob-content-md5", blob.properties().contentMd5());
        return checksum.addTo(response, range, () -> view.open(stored, range.first(), range.length()));
    }

    /** The checksum that a client requests for a range. */
    private enum RangeChecksum {
        NONE("", ""),
        MD5("x-ms-range-get-content-md5", "Content-MD5"),
        CRC64("x-ms-range-get-content-crc64", "x-ms-content-crc64");

        private static final long MAX_RANGE_LENGTH = 4L * 1024 * 1024;

        private final String header;
        private final String answer;

        RangeChecksum(String header, String answer) {
            this.header = header;
            this.answer = answer;
        }

        /** Parses the headers. Refuses a request for both checksums, or for the checksum of a whole blob. */
        static RangeChecksum from(Headers headers, @Nullable ByteRange range) {
            boolean crc64 = CRC64.isRequestedBy(headers);
            RangeChecksum requested = MD5.isRequestedBy(headers) ? MD5 : crc64 ? CRC64 : NONE;
            boolean both = requested == MD5 && crc64;
            boolean whole = requested != NONE && range == null;
            if (both || whole) {
                throw requested.refuse();
            }
            return requested;
        }

        /**
         * Adds the bytes of a range, and their checksum if it was requested.
         *
         * @param part the bytes
         */
        Response addTo(Response response, ByteRange range, Supplier<OpenContent> part) {
            if (this == NONE) {
                return response.body(new ContentBody(part.get()));
            }
            if (range.length() > MAX_RANGE_LENGTH) {
                throw refuse();
            }
            byte[] bytes = bytes(part);
            Checksums.Verified sums = sums(bytes);
            return response.header(answer, this == MD5 ? sums.md5() : sums.crc64())
                    .body(Body.bytes(bytes));
        }

        private boolean isRequestedBy(Headers headers) {
            @Nullable String value = headers.get(header);
            return value != null && value.strip().equalsIgnoreCase("true");
        }

        private StorageException refuse() {
            return StorageException.invalidHeader(header, true);
        }

        private static byte[] bytes(Supplier<OpenContent> part) {
            try (OpenContent open = part.get()) {
                return open.bytes();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private static Checksums.Verified sums(byte[] bytes) {
            Checksums checksums = Checksums.of(null, null);
            try (InputStream counted = checksums.over(new ByteArrayInputStream(bytes))) {
                counted.transferTo(OutputStream.nullOutputStream());
                return checksums.verify();
            } catch (IOException interrupted) {
                throw new UncheckedIOException(interrupted);
            }
        }
    }
}
