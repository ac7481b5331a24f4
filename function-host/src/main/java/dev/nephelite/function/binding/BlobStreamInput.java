package dev.nephelite.function.binding;

import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.expression.Scope;
import dev.nephelite.function.worker.TypedData;

/** Opens a blob of any length, to be read as it comes. A blob or container that is missing is no value. */
record BlobStreamInput(BlobClient blobs, BlobPath path) implements Input {
    @Override
    public TypedData read(Scope scope) {
        BlobPath.Target target = path.in(scope);
        return blobs.open(target.container(), target.name())
                .<TypedData>map(blob -> new TypedData.Stream(blob.content()))
                .orElse(TypedData.NONE);
    }
}
