package dev.nephelite.function.client;

import java.util.Map;

/**
 * Something that changed in a storage account.
 *
 * @param sequence greater than that of every earlier event of the same server
 * @param type such as {@code Microsoft.Storage.BlobCreated}
 * @param subject such as {@code /blobServices/default/containers/photos/blobs/cat.jpg}
 * @param data what the type documents; numbers as text
 */
public record StorageEvent(long sequence, String type, String account, String subject, Map<String, String> data) {
    public StorageEvent {
        data = Map.copyOf(data);
    }
}
