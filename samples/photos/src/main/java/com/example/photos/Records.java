package com.example.photos;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import java.util.List;

/** All that {@link WriteRecord} wrote. Bindings cannot list blobs, so this asks the storage client. */
final class Records {
    // One client for all invocations: it owns a connection pool.
    private static final BlobContainerClient RECORDS = new BlobContainerClientBuilder()
            .connectionString(setting("AzureWebJobsStorage"))
            .containerName("records")
            .buildClient();

    private Records() {}

    static List<PhotoRecord> all() {
        if (!RECORDS.exists()) {
            return List.of();
        }
        return RECORDS.listBlobs().stream()
                .map(blob -> RECORDS.getBlobClient(blob.getName()))
                .map(record -> record.downloadContent().toObject(PhotoRecord.class))
                .toList();
    }

    /** An app setting: an environment variable, or a system property where the host shares its process with the app. */
    private static String setting(String name) {
        return System.getenv().getOrDefault(name, System.getProperty(name));
    }
}
