package dev.nephelite.blob.copy;

import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.service.ByteRange;
import dev.nephelite.emulator.service.Checksums;
import dev.nephelite.emulator.store.Draft;
import dev.nephelite.emulator.time.Clock;
import java.io.IOException;
import java.util.function.LongConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What another server has.
 *
 * @param headers what the client shows for it and wants of it
 */
record ForeignSource(BlobStore store, Downloads downloads, CopySource source, Headers headers) implements Source {
    private static final Logger LOG = Logger.getLogger(ForeignSource.class.getName());
    private static final int PARTIAL = 206;

    /** Begins to get all of it. */
    Download open() {
        return downloads.begin(source, headers);
    }

    @Override
    public Taken take(@Nullable ByteRange range, LongConsumer limit, Checksums checksums) throws IOException {
        try (Download download = downloads.begin(source, range == null ? headers : with(range))) {
            boolean cut = range != null && download.status() != PARTIAL;
            if (cut) {
                throw UnverifiedSource.refused(download.status(), null, "The source does not serve ranges.");
            }
            limit.accept(download.length());
            return Taken.received(download.describe(), receive(download, checksums), limit, checksums);
        }
    }

    private Draft receive(Download download, Checksums checksums) {
        Clock.Scheduled limit = downloads.limit(download);
        try {
            return store.receive(checksums.over(download.bytes()), download.length());
        } catch (IOException brokenOff) {
            LOG.log(Level.FINE, brokenOff, () -> "cannot copy from " + source.authority());
            throw UnverifiedSource.brokenOff();
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
