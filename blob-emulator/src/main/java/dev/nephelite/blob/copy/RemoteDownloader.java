package dev.nephelite.blob.copy;

import dev.nephelite.blob.http.ByteRange;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobProperties;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.service.Checksums;
import dev.nephelite.emulator.store.content.PendingContent;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.value.ETag;
import dev.nephelite.emulator.value.Metadata;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.LongConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Downloads sources of copies from other servers. Nothing else in the emulator sends requests, and it sends none until
 * a client names a source.
 *
 * <p>As in Azure, redirects are not followed.
 */
public final class RemoteDownloader implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RemoteDownloader.class.getName());
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration DOWNLOAD_TIMEOUT = Duration.ofMinutes(10);

    /** A fraction of the threads that answer requests, so that slow sources leave most of them to other requests. */
    private static final int MAX_WAITING_REQUESTS = 256;

    private final Semaphore waitingRequests = new Semaphore(MAX_WAITING_REQUESTS);
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "download");
        thread.setDaemon(true);
        return thread;
    });

    private final Clock clock;
    private @Nullable HttpClient client;

    /**
     * Sends nothing yet.
     *
     * @param clock limits how long a download may take
     */
    public RemoteDownloader(Clock clock) {
        this.clock = clock;
    }

    /**
     * Counts a request whose thread is about to wait for a source. Call {@link #leave} when it no longer waits.
     *
     * @throws dev.nephelite.emulator.error.StorageException if too many requests wait
     */
    private void enter() {
        if (!waitingRequests.tryAcquire()) {
            throw CommonError.SERVER_BUSY.exception();
        }
    }

    private void leave() {
        waitingRequests.release();
    }

    /**
     * Sends the request for a source.
     *
     * @throws dev.nephelite.emulator.error.StorageException if the source cannot be read
     */
    Download begin(CopySource.Url source, Headers headers) {
        HttpRequest request = request(source, headers);
        try {
            HttpResponse<InputStream> response = client().send(request, HttpResponse.BodyHandlers.ofInputStream());
            return Download.of(response);
        } catch (IOException unreachable) {
            LOG.log(Level.FINE, unreachable, () -> "cannot read " + source.authority());
            throw CopySource.Refusal.unreachable(source.authority());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CopySource.Refusal.unreachable(source.authority());
        }
    }

    /**
     * Closes a download after ten minutes, for operations whose client is waiting. Cancel it when the download ends.
     */
    Clock.Scheduled limit(Download download) {
        return clock.schedule(DOWNLOAD_TIMEOUT, download::close);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .executor(threads)
                    .build();
        }
        return client;
    }

    private static HttpRequest request(CopySource.Url source, Headers headers) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(source.uri())
                    .timeout(RESPONSE_TIMEOUT)
                    .GET();
            headers.forEach(request::header);
            return request.build();
        } catch (IllegalArgumentException ignored) {
            // The answer names the header and its value.
            throw StorageException.invalidHeader("x-ms-copy-source", source.url());
        }
    }

    /**
     * A source on another server.
     *
     * @param headers the credentials and conditions for the source
     */
    record RemoteSource(BlobStore store, RemoteDownloader downloader, CopySource.Url url, Headers headers)
            implements CopySource {
        /** Begins the download of the whole source. */
        Download open() {
            downloader.enter();
            try {
                return downloader.begin(url, headers);
            } finally {
                downloader.leave();
            }
        }

        @Override
        public CopiedContent read(@Nullable ByteRange range, LongConsumer limit, Checksums checksums)
                throws IOException {
            downloader.enter();
            try (Download download = downloader.begin(url, range == null ? headers : with(range))) {
                boolean rangeIgnored = range != null && download.status() != Download.PARTIAL;
                if (rangeIgnored) {
                    throw CopySource.Refusal.refused(download.status(), null, "The source does not serve ranges.");
                }
                limit.accept(download.length());
                return CopiedContent.verify(download.describe(), receive(download, checksums), limit, checksums);
            } finally {
                downloader.leave();
            }
        }

        private PendingContent receive(Download download, Checksums checksums) {
            Clock.Scheduled limit = downloader.limit(download);
            try {
                return store.receive(checksums.over(download.bytes()), download.length());
            } catch (IOException failure) {
                LOG.log(Level.FINE, failure, () -> "cannot copy from " + url.authority());
                throw CopySource.Refusal.incomplete();
            } finally {
                limit.cancel();
            }
        }

        private Headers with(ByteRange range) {
            Headers.Builder all = new Headers.Builder();
            headers.forEach(all::add);
            String last = range.last() == Long.MAX_VALUE ? "" : String.valueOf(range.last());
            return all.add("Range", "bytes=" + range.first() + "-" + last).build();
        }
    }

    /**
     * A response of another server, whose body is still arriving.
     *
     * @param status 200, or 206 for a range
     */
    record Download(int status, HttpHeaders headers, InputStream bytes) implements AutoCloseable {
        private static final int OK = 200;
        private static final int PARTIAL = 206;
        private static final int NOT_MODIFIED = 304;
        private static final int PRECONDITION_FAILED = 412;
        private static final int ONE_BLOCK = 1;

        static Download of(HttpResponse<InputStream> response) {
            Download download = new Download(response.statusCode(), response.headers(), response.body());
            if (download.status == OK || download.status == PARTIAL) {
                return download;
            }
            download.close();
            throw download.refusal();
        }

        /** In bytes, or -1 if unknown. */
        long length() {
            return headers.firstValueAsLong("Content-Length").orElse(-1);
        }

        /** The properties of the source according to the response headers. */
        Blob describe() {
            Revision unknown = new Revision(new ETag(""), Instant.EPOCH);
            return new Blob.Builder(unknown, layout(Math.max(length(), 0)), properties())
                    .metadata(metadata())
                    .build();
        }

        @Override
        public void close() {
            try {
                bytes.close();
            } catch (IOException unexpected) {
                throw new UncheckedIOException(unexpected);
            }
        }

        private StorageException refusal() {
            if (status == NOT_MODIFIED || status == PRECONDITION_FAILED) {
                return BlobError.SOURCE_CONDITION_NOT_MET.exception();
            }
            return CopySource.Refusal.refused(status, header("x-ms-error-code"), "The source answered " + status + ".");
        }

        private BlobLayout layout(long length) {
            @Nullable String type = header("x-ms-blob-type");
            if (BlobType.APPEND_BLOB.toString().equals(type)) {
                long blocks = headers.firstValueAsLong("x-ms-blob-committed-block-count")
                        .orElse(ONE_BLOCK);
                return new BlobLayout.Appended(length, 0, Math.toIntExact(blocks), false);
            }
            if (BlobType.PAGE_BLOB.toString().equals(type)) {
                long number =
                        headers.firstValueAsLong("x-ms-blob-sequence-number").orElse(0);
                return new BlobLayout.Pages(length, 0, number);
            }
            return new BlobLayout.Blocks(length, List.of());
        }

        private BlobProperties properties() {
            @Nullable String type = header("Content-Type");
            return new BlobProperties(
                    type == null ? BlobProperties.DEFAULT_CONTENT_TYPE : type,
                    header("Content-Encoding"),
                    header("Content-Language"),
                    header("Content-MD5"),
                    header("Cache-Control"),
                    header("Content-Disposition"));
        }

        private Metadata metadata() {
            Map<String, String> pairs = new LinkedHashMap<>();
            headers.map().forEach((name, values) -> {
                if (name.regionMatches(true, 0, Metadata.HEADER_PREFIX, 0, Metadata.HEADER_PREFIX.length())) {
                    pairs.put(name.substring(Metadata.HEADER_PREFIX.length()), String.join(",", values));
                }
            });
            return new Metadata(pairs);
        }

        private @Nullable String header(String name) {
            return headers.firstValue(name).orElse(null);
        }
    }
}
