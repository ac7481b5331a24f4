package dev.nephelite.function.binding;

import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.client.BlobItem;
import dev.nephelite.function.expression.Scope;
import dev.nephelite.function.worker.TypedData;
import java.nio.charset.StandardCharsets;

/**
 * Reads a whole blob. A blob or container that is missing is no value, not a failure.
 *
 * @param binary whether the function wants bytes; it gets text otherwise
 */
record BlobInput(BlobClient blobs, BlobPath path, boolean binary) implements Input {
    @Override
    public TypedData read(Scope scope) {
        BlobPath.Target target = path.in(scope);
        return blobs.get(target.container(), target.name()).map(this::value).orElse(TypedData.NONE);
    }

    private TypedData value(BlobItem blob) {
        return binary
                ? new TypedData.Bytes(blob.content())
                : new TypedData.Text(new String(blob.content(), StandardCharsets.UTF_8));
    }
}
