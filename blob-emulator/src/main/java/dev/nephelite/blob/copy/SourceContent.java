package dev.nephelite.blob.copy;

import dev.nephelite.emulator.service.ByteRange;
import dev.nephelite.emulator.service.Checksums;
import java.io.IOException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The source of a copy: a blob of this emulator, or the content of a URL of another server. */
public sealed interface SourceContent permits LocalSource, RemoteSource {
    /**
     * Copies content for one write to store.
     *
     * @param range null for everything
     * @param limit throws if the length is too large
     * @param checksums the checksums that the client sent for the source
     */
    CopiedContent take(@Nullable ByteRange range, LongConsumer limit, Checksums checksums) throws IOException;
}
