package dev.nephelite.function.client;

import java.io.IOException;
import java.io.InputStream;

/**
 * A blob whose content comes as it is read.
 *
 * @param properties as they were when it was opened, and as its content belongs to them
 */
public record BlobContentStream(InputStream content, RemoteBlobProperties properties) implements AutoCloseable {
    /** Lets go of what was not read. */
    @Override
    public void close() {
        try {
            content.close();
        } catch (IOException alreadyBroken) {
            // Nobody wants the rest.
        }
    }
}
