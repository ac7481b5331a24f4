package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.value.HttpDate;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/set-blob-expiry">Set Blob Expiry</a>. */
public record SetBlobExpiry(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        BlobRequest target = BlobRequest.writing(request);
        Expiry blobExpiry = Expiry.from(request);

        return store.write(tx -> {
            StoredBlob stored = target.requireForWrite(tx.reader());
            Blob blob = stored.blob()
                    .change()
                    .revision(tx.nextRevision())
                    .expiresAt(blobExpiry.moment(stored.blob(), tx.now()))
                    .build();
            tx.update(target.address(), blob, stored.content());
            return BlobHeaders.changed(200, blob);
        });
    }

    /**
     * The expiry time that a client sets.
     *
     * @param milliseconds relative to the time that the option names; 0 for the other options
     * @param absolute the expiry time, if the option is {@link Option#ABSOLUTE}
     */
    private record Expiry(
            Option option, long milliseconds, @Nullable Instant absolute) {
        private static final String OPTION = "x-ms-expiry-option";
        private static final String TIME = "x-ms-expiry-time";

        /** A thousand years, so that no sum overflows. */
        private static final long MAX_MILLIS = Duration.ofDays(365_250).toMillis();

        static Expiry from(Request request) {
            Option option = request.requireHeader(OPTION, Option::parse);
            return switch (option) {
                case NEVER_EXPIRE -> never(request);
                case RELATIVE_TO_CREATION, RELATIVE_TO_NOW ->
                    new Expiry(option, request.requireHeader(TIME, Expiry::parseMilliseconds), null);
                case ABSOLUTE -> new Expiry(option, 0, request.requireHeader(TIME, HttpDate::parse));
            };
        }

        /** The expiry time of a blob, or null for never. Refuses a time in the past. */
        @Nullable
        Instant moment(Blob blob, Instant now) {
            @Nullable
            Instant moment =
                    switch (option) {
                        case NEVER_EXPIRE -> null;
                        case RELATIVE_TO_CREATION -> blob.createdAt().plusMillis(milliseconds);
                        case RELATIVE_TO_NOW -> now.plusMillis(milliseconds);
                        case ABSOLUTE -> absolute;
                    };
            if (moment != null && !moment.isAfter(now)) {
                throw StorageException.invalidHeader(TIME, HttpDate.format(moment));
            }
            return moment;
        }

        private static Expiry never(Request request) {
            if (request.headers().has(TIME)) {
                throw CommonError.INVALID_HEADER_VALUE.exception().detail("HeaderName", TIME);
            }
            return new Expiry(Option.NEVER_EXPIRE, 0, null);
        }

        private static Long parseMilliseconds(String text) {
            long milliseconds = Long.parseLong(text);
            if (milliseconds < 0 || milliseconds > MAX_MILLIS) {
                throw new IllegalArgumentException("not a number of milliseconds: " + text);
            }
            return milliseconds;
        }

        /** What the expiry time is relative to. */
        enum Option {
            NEVER_EXPIRE,
            RELATIVE_TO_CREATION,
            RELATIVE_TO_NOW,
            ABSOLUTE;

            static Option parse(String text) {
                for (Option option : values()) {
                    if (option.name().replace("_", "").equals(text.toUpperCase(Locale.ROOT))) {
                        return option;
                    }
                }
                throw new IllegalArgumentException("not an expiry option: " + text);
            }
        }
    }
}
