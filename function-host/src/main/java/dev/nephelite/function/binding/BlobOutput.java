package dev.nephelite.function.binding;

import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.expression.Scope;
import dev.nephelite.function.worker.TypedData;
import java.util.Map;

/** Writes a whole block blob over whatever was there, and the container when it is missing. */
record BlobOutput(BlobClient blobs, BlobPath path) implements Output {
    @Override
    public void write(TypedData value, Scope scope) {
        BlobPath.Target target = path.in(scope);
        blobs.put(target.container(), target.name(), BlobContent.of(value), Map.of());
    }
}
