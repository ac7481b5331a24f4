package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.store.BlobWriter;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.service.Request;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What Set Blob Properties changes of page blobs alone: their length and their sequence number.
 *
 * @param length null if it stays
 * @param action null if the number stays
 * @param number what to set or compare it to; 0 where it is only incremented
 */
record PageBlobProperties(@Nullable Long length, @Nullable Action action, long number) {
    private static final String LENGTH = "x-ms-blob-content-length";
    private static final String ACTION = "x-ms-sequence-number-action";
    private static final String NUMBER = "x-ms-blob-sequence-number";

    static PageBlobProperties from(Request request) {
        Headers headers = request.headers();
        @Nullable Long length = headers.get(LENGTH, BlobLayout.Pages::parseLength);
        @Nullable Action action = headers.get(ACTION, Action::parse);
        @Nullable Long number = headers.get(NUMBER, BlobLayout.Pages::parseSequenceNumber);
        if (number != null && action == null) {
            throw CommonError.MISSING_REQUIRED_HEADER.exception().detail("HeaderName", ACTION);
        }
        if (number != null && action == Action.INCREMENT) {
            throw refuse(NUMBER, number);
        }
        if (number == null && action != null && action != Action.INCREMENT) {
            throw CommonError.MISSING_REQUIRED_HEADER.exception().detail("HeaderName", NUMBER);
        }
        return new PageBlobProperties(length, action, number == null ? 0 : number);
    }

    /** Whether the request resizes the blob or changes its sequence number. */
    boolean isAsked() {
        return length != null || action != null;
    }

    /** The layout that a blob has from now on; what a shorter one has no room for is gone. */
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
        return CommonError.INVALID_HEADER_VALUE
                .exception()
                .detail("HeaderName", header)
                .detail("HeaderValue", value);
    }

    /** What becomes of the number. */
    enum Action {
        MAX,
        UPDATE,
        INCREMENT;

        static Action parse(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }
}
