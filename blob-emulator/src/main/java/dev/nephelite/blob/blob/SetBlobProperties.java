package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobProperties;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.BlobWriter;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://learn.microsoft.com/rest/api/storageservices/set-blob-properties">Set Blob Properties</a>. It replaces
 * all properties at once, so one that the request does not name is cleared. Only a request that does nothing but resize a
 * page blob or change its sequence number leaves them alone.
 */
public record SetBlobProperties(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        BlobRequest target = BlobRequest.writing(request);
        BlobProperties properties = BlobRequestHeaders.properties(request.headers());
        PageBlobProperties change = PageBlobProperties.from(request);
        boolean keepsProperties = change.isRequested() && !BlobRequestHeaders.anyPropertyIn(request.headers());

        return store.write(tx -> {
            StoredBlob stored = target.requireForWrite(tx.reader());
            stored.blob().requireNotArchived();
            Blob blob = stored.blob()
                    .change()
                    .modified(tx.nextRevision())
                    .properties(keepsProperties ? stored.blob().properties() : properties)
                    .layout(change.apply(tx, stored.blob()))
                    .build();
            tx.update(target.address(), blob, stored.content());
            return BlobHeaders.addSequenceNumber(BlobHeaders.changed(200, blob), blob.layout());
        });
    }

    /**
     * The changes that only apply to page blobs: length and sequence number.
     *
     * @param length null if unchanged
     * @param action null if the sequence number is unchanged
     * @param number the operand; 0 for {@link Action#INCREMENT}
     */
    private record PageBlobProperties(
            @Nullable Long length, @Nullable Action action, long number) {
        private static final String LENGTH = "x-ms-blob-content-length";
        private static final String ACTION = "x-ms-sequence-number-action";
        private static final String NUMBER = "x-ms-blob-sequence-number";

        static PageBlobProperties from(Request request) {
            Headers headers = request.headers();
            @Nullable Long length = headers.get(LENGTH, BlobLayout.Pages::parseLength);
            @Nullable Action action = headers.get(ACTION, Action::parse);
            @Nullable Long number = headers.get(NUMBER, BlobLayout.Pages::parseSequenceNumber);
            if (number != null && action == null) {
                throw StorageException.missingHeader(ACTION);
            }
            if (number != null && action == Action.INCREMENT) {
                throw refuse(NUMBER, number);
            }
            if (number == null && action != null && action != Action.INCREMENT) {
                throw StorageException.missingHeader(NUMBER);
            }
            return new PageBlobProperties(length, action, number == null ? 0 : number);
        }

        /** Whether the request resizes the blob or changes its sequence number. */
        boolean isRequested() {
            return length != null || action != null;
        }

        /** Applies the changes and returns the new layout. Pages beyond a smaller length are removed. */
        BlobLayout apply(BlobWriter tx, Blob blob) {
            if (blob.layout() instanceof BlobLayout.Pages pages) {
                long next = length == null ? pages.length() : length;
                BlobLayout.Pages cut = tx.clear(pages, next, pages.length());
                return new BlobLayout.Pages(next, cut.generation(), number(pages.sequenceNumber()));
            }
            if (length != null) {
                throw refuse(LENGTH, length);
            }
            if (action != null) {
                throw refuse(ACTION, action.name().toLowerCase(Locale.ROOT));
            }
            return blob.layout();
        }

        private long number(long before) {
            if (action == null) {
                return before;
            }
            return switch (action) {
                case MAX -> Math.max(before, number);
                case UPDATE -> number;
                case INCREMENT -> incremented(before);
            };
        }

        private static long incremented(long before) {
            if (before == Long.MAX_VALUE) {
                throw BlobError.SEQUENCE_NUMBER_INCREMENT_TOO_LARGE.exception();
            }
            return before + 1;
        }

        private static StorageException refuse(String header, Object value) {
            return StorageException.invalidHeader(header, value);
        }

        /** The values of {@code x-ms-sequence-number-action}. */
        enum Action {
            MAX,
            UPDATE,
            INCREMENT;

            static Action parse(String text) {
                return valueOf(text.toUpperCase(Locale.ROOT));
            }
        }
    }
}
