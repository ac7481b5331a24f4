package dev.nephelite.function.client;

/** A blob with its whole content. The array is shared, not copied; nobody changes it. */
public final class BlobItem {
    private final byte[] content;
    private final RemoteBlobProperties properties;

    BlobItem(byte[] content, RemoteBlobProperties properties) {
        this.content = content;
        this.properties = properties;
    }

    public byte[] content() {
        return content;
    }

    public RemoteBlobProperties properties() {
        return properties;
    }
}
