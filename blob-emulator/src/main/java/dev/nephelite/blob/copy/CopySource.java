package dev.nephelite.blob.copy;

import dev.nephelite.blob.http.ByteRange;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.store.BlobWriter;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.service.Checksums;
import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.PendingContent;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The source of a copy: a blob of this emulator, or the content of a URL of another server. */
public sealed interface CopySource permits LocalSource, RemoteDownloader.RemoteSource {
    /**
     * Reads content for one write to store.
     *
     * @param range null for everything
     * @param limit throws if the length is too large
     * @param checksums the checksums that the client sent for the source
     */
    CopiedContent read(@Nullable ByteRange range, LongConsumer limit, Checksums checksums) throws IOException;

    /**
     * Content that was read from a source. Closing it releases what no write has stored.
     *
     * @param source the properties of the source
     */
    record CopiedContent(Blob source, Checksums.Verified checksums, Bytes bytes) implements AutoCloseable {
        /** Checks received content against the limit and the checksums that the client sent. */
        static CopiedContent verify(Blob source, PendingContent pendingContent, LongConsumer limit, Checksums checksums)
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
        public Content store(BlobWriter tx) {
            return bytes.store(tx);
        }

        @Override
        public void close() {
            bytes.close();
        }

        /** The bytes before a blob refers to them. */
        interface Bytes extends AutoCloseable {
            long length();

            Content store(BlobWriter tx);

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
            public Content store(BlobWriter tx) {
                return tx.store(pendingContent);
            }

            @Override
            public void close() {
                pendingContent.close();
            }
        }
    }

    /**
     * The URL of a source as the client sent it, percent-encoded.
     *
     * @param authority the host, and the port if it is given
     */
    record Url(
            String url,
            String scheme,
            String authority,
            String rawPath,
            @Nullable String rawQuery) {
        private static final int MAX_LENGTH = 2048;
        private static final Pattern FORM =
                Pattern.compile("(https?)://([^/?#@]+)(/[^?#]*)?(?:\\?([^#]*))?(?:#.*)?", Pattern.CASE_INSENSITIVE);
        private static final Pattern AUTHORITY = Pattern.compile("(\\[[^]]+]|[^:]+)(?::(\\d{1,5}))?");
        private static final int HTTP_PORT = 80;
        private static final int HTTPS_PORT = 443;

        /**
         * Parses a header value.
         *
         * @throws IllegalArgumentException if it is not an absolute HTTP URL, or too long
         */
        public static Url parse(String text) {
            Matcher parts = FORM.matcher(text);
            if (text.length() > MAX_LENGTH
                    || !parts.matches()
                    || !AUTHORITY.matcher(parts.group(2)).matches()) {
                throw new IllegalArgumentException("not a URL to copy from: " + text);
            }
            QueryParameters.parse(parts.group(4));
            String path = parts.group(3) == null ? "/" : parts.group(3);
            return new Url(text, parts.group(1).toLowerCase(Locale.ROOT), parts.group(2), path, parts.group(4));
        }

        String host() {
            return part(1);
        }

        int port() {
            String port = part(2);
            if (!port.isEmpty()) {
                return Integer.parseInt(port);
            }
            return scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
        }

        /**
         * The URL for an HTTP client, without the fragment.
         *
         * @throws IllegalArgumentException if it has characters that may not be in a URL
         */
        URI uri() {
            String target = rawQuery == null ? rawPath : rawPath + "?" + rawQuery;
            return URI.create(scheme + "://" + authority + target.replace(" ", "%20"));
        }

        private String part(int group) {
            Matcher parts = AUTHORITY.matcher(authority);
            String found = parts.matches() ? parts.group(group) : null;
            return found == null ? "" : found;
        }
    }

    /** The error if a source cannot be read. It carries the error of the source. */
    record Refusal(int status, String message) implements StorageError {
        private static final int FIRST_ERROR = 400;
        private static final int CONFLICT = 409;
        private static final int PRECONDITION_FAILED = 412;

        @Override
        public String code() {
            return BlobError.CANNOT_VERIFY_COPY_SOURCE.code();
        }

        /**
         * The source responded with an error.
         *
         * @param code the error code, if the source is a storage service
         */
        static StorageException refused(int status, @Nullable String code, @Nullable String message) {
            String text =
                    message == null || message.isBlank() ? BlobError.CANNOT_VERIFY_COPY_SOURCE.message() : message;
            StorageException refusal = new Refusal(Math.max(status, FIRST_ERROR), text)
                    .exception()
                    .header("x-ms-copy-source-status-code", String.valueOf(status))
                    .detail("CopySourceStatusCode", status);
            if (code != null) {
                refusal.header("x-ms-copy-source-error-code", code).detail("CopySourceErrorCode", code);
            }
            return refusal.detail("CopySourceErrorMessage", text);
        }

        /** The source is larger than the operation may copy at once. */
        static StorageException tooLarge(long limit) {
            return new Refusal(CONFLICT, "The source of the copy is larger than the operation permits.")
                    .exception()
                    .detail("MaxLimit", limit);
        }

        /** The source was changed while it was read. */
        static StorageException changed() {
            return refused(PRECONDITION_FAILED, "ConditionNotMet", BlobError.SOURCE_CONDITION_NOT_MET.message());
        }

        /** The connection broke before the source had sent everything. */
        static StorageException incomplete() {
            return BlobError.CANNOT_VERIFY_COPY_SOURCE
                    .exception()
                    .detail("CopySourceErrorMessage", BlobError.CANNOT_VERIFY_COPY_SOURCE.message())
                    .detail("Reason", "The connection to the source ended before all bytes had arrived.");
        }

        /** The source did not respond. The service reports that like a source that does not exist. */
        static StorageException unreachable(String authority) {
            String text = CommonError.RESOURCE_NOT_FOUND.message();
            return new Refusal(CommonError.RESOURCE_NOT_FOUND.status(), text)
                    .exception()
                    .detail("CopySourceErrorMessage", text)
                    .detail("Reason", authority + " cannot be reached or does not answer.");
        }
    }
}
