package dev.nephelite.blob.protocol;

import dev.nephelite.emulator.value.Account;

/** A Blob service with a blob to copy, {@code /photos/cat.jpg}, and another server with sources of its own. */
final class CopySources implements AutoCloseable {
    /** Of the content of the blob. */
    static final String MD5_OF_MIAU = "UJQb9GDvyxNWJJouUBj4yA==";

    final BlobService service = new BlobService();
    final SourceServer server = new SourceServer();

    CopySources() {
        service.container("photos");
        service.blob("miau")
                .header("Content-Type", "image/jpeg")
                .header("Content-Language", "it")
                .header("x-ms-meta-Owner", "Anna")
                .put("/photos/cat.jpg");
    }

    /** The URL of the blob, with a signature that allows to read it. */
    String cat() {
        return service.signed(Account.DEVELOPMENT, "photos", "cat.jpg", "r");
    }

    @Override
    public void close() {
        server.close();
        service.close();
    }
}
