package dev.nephelite.function.binding;

import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.expression.Scope;
import dev.nephelite.function.worker.TypedData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** Writes a whole block blob over whatever was there, and the container when it is missing. */
record BlobOutput(BlobClient blobs, BlobPath path) implements Output {
    @Override
    public void write(TypedData value, Scope scope) {
        BlobPath.Target target = path.in(scope);
        if (value instanceof TypedData.Stream stream) {
            writeAll(stream.content(), target);
        } else {
            blobs.put(target.container(), target.name(), BlobContent.of(value), Map.of());
        }
    }

    /** The function made the stream for us, so it is ours to close. */
    private void writeAll(InputStream content, BlobPath.Target target) {
        try (content) {
            blobs.put(target.container(), target.name(), content);
        } catch (IOException broken) {
            throw new UncheckedIOException("The stream cannot be read: " + broken.getMessage(), broken);
        }
    }
}
