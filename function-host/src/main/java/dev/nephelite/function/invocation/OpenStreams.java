package dev.nephelite.function.invocation;

import dev.nephelite.function.worker.TypedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;

/** Ends what inputs have opened for one call. */
final class OpenStreams {
    private OpenStreams() {}

    static void close(Collection<TypedData> values) {
        for (TypedData value : values) {
            if (value instanceof TypedData.Stream stream) {
                try {
                    stream.content().close();
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            }
        }
    }
}
