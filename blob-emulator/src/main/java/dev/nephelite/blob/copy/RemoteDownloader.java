package dev.nephelite.blob.copy;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.time.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Gets what clients want copied from other servers. Nothing else here ever calls another server, and nobody is called
 * before a client names it.
 *
 * <p>As in Azure, no redirection is followed: a source has to be where its URL says.
 */
public final class RemoteDownloader implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RemoteDownloader.class.getName());
    private static final Duration TO_CONNECT = Duration.ofSeconds(10);
    private static final Duration TO_ANSWER = Duration.ofSeconds(30);
    private static final Duration TO_END = Duration.ofMinutes(10);

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "download");
        thread.setDaemon(true);
        return thread;
    });

    private final Clock clock;
    private @Nullable HttpClient client;

    /**
     * Calls nobody yet.
     *
     * @param clock tells when a client has waited long enough
     */
    public RemoteDownloader(Clock clock) {
        this.clock = clock;
    }

    /**
     * Begins to get what is at a URL.
     *
     * @throws dev.nephelite.emulator.error.StorageException if it is not there, or not for this client
     */
    RemoteDownload begin(CopySourceUrl source, Headers headers) {
        HttpRequest request = request(source, headers);
        try {
            HttpResponse<InputStream> response = client().send(request, HttpResponse.BodyHandlers.ofInputStream());
            return RemoteDownload.of(response);
        } catch (IOException unreachable) {
            LOG.log(Level.FINE, unreachable, () -> "cannot read " + source.authority());
            throw CopySourceRefusal.unreachable(source.authority());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw CopySourceRefusal.unreachable(source.authority());
        }
    }

    /** Breaks a download off after a while, for a client that waits for it, unless it is done before. */
    Clock.Scheduled limit(RemoteDownload remoteDownload) {
        return clock.schedule(TO_END, remoteDownload::close);
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
                    .connectTimeout(TO_CONNECT)
                    .executor(threads)
                    .build();
        }
        return client;
    }

    private static HttpRequest request(CopySourceUrl source, Headers headers) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(source.uri()).timeout(TO_ANSWER).GET();
            headers.forEach(request::header);
            return request.build();
        } catch (IllegalArgumentException refused) {
            throw CommonError.INVALID_HEADER_VALUE
                    .exception()
                    .detail("HeaderName", "x-ms-copy-source")
                    .detail("HeaderValue", source.url());
        }
    }
}
