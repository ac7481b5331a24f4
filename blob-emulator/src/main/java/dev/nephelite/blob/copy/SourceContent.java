package dev.nephelite.blob.copy;

import dev.nephelite.emulator.service.ByteRange;
import dev.nephelite.emulator.service.Checksums;
import java.io.IOException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What a copy is made of: a blob of this emulator, or whatever another server has at a URL. */
public sealed interface SourceContent permits LocalSource, RemoteSource {
    /**
     * Takes bytes for one write to refer to.
     *
     * @param range null for all of them
     * @param limit refuses a number of bytes that is too large
     * @param checksums those that the client announced
     */
    CopiedContent take(@Nullable ByteRange range, LongConsumer limit, Checksums checksums) throws IOException;
}
