package dev.nephelite.blob.copy;

import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.service.ByteRange;
import dev.nephelite.emulator.service.Checksums;
import dev.nephelite.emulator.store.content.PendingContent;
import dev.nephelite.emulator.time.Clock;
import java.io.IOException;
import java.util.function.LongConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A source on another server.
 *
 * @param headers the credentials and conditions for the source
 */
record RemoteSource(BlobStore store, RemoteDownloader downloads, CopySourceUrl source, Headers headers)
        implements SourceContent {
    private static final Logger LOG = Logger.getLogger(RemoteSource.class.getName());
    private static final int PARTIAL = 206;

    /** Begins the download of the whole source. */
    RemoteDownloader.Download open() {
        return downloads.begin(source, headers);
    }

    @Override
    public CopiedContent take(@Nullable ByteRange range, LongConsumer limit, Checksums checksums) throws IOException {
        try (RemoteDownloader.Download remoteDownload =
                downloads.begin(source, range == null ? headers : with(range))) {
            boolean rangeIgnored = range != null && remoteDownload.status() != PARTIAL;
            if (rangeIgnored) {
                throw CopySourceRefusal.refused(remoteDownload.status(), null, "The source does not serve ranges.");
            }
            limit.accept(remoteDownload.length());
            return CopiedContent.received(
                    remoteDownload.describe(), receive(remoteDownload, checksums), limit, checksums);
        }
    }

    private PendingContent receive(RemoteDownloader.Download remoteDownload, Checksums checksums) {
        Clock.Scheduled limit = downloads.limit(remoteDownload);
        try {
            return store.receive(checksums.over(remoteDownload.bytes()), remoteDownload.length());
        } catch (IOException failure) {
            LOG.log(Level.FINE, failure, () -> "cannot copy from " + source.authority());
            throw CopySourceRefusal.incomplete();
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
