package dev.nephelite.blob.model;

/** The address of a blob, whether it exists or not. */
public record BlobAddress(String account, ContainerName container, BlobName blob) {
    /** The subject of events about the blob: its path in the account. */
    public String subject() {
        return "/blobServices/default/containers/" + container + "/blobs/" + blob;
    }
}
