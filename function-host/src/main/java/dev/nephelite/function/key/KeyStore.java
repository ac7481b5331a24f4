package dev.nephelite.function.key;

import dev.nephelite.emulator.value.ETag;
import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.client.StorageAccounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores the documents with the keys of one app. Other hosts of the same app may use it concurrently, so a write states
 * which version it replaces. Methods may wait for storage, and throw {@link
 * dev.nephelite.function.client.RemoteStorageException} if it is unavailable.
 */
interface KeyStore {
    /** Reads the document, if it exists. */
    Optional<Stored> read(String document);

    /**
     * Writes a document if the stored one is still {@code known}.
     *
     * @param known the document that was read, or null if there was none
     * @return false if another host has changed the document
     */
    boolean write(String document, String content, @Nullable Stored known);

    /** The location of the document for messages. */
    String location(String document);

    /**
     * A stored document.
     *
     * @param version unique for this content
     */
    record Stored(String version, String content) {}

    /** Stores keys as blobs in the app's storage account, as in the cloud. */
    record BlobKeyStore(StorageAccounts storage, String hostId) implements KeyStore {
        private static final String CONTAINER = "azure-webjobs-secrets";
        private static final Map<String, String> HEADERS = Map.of("Content-Type", "application/octet-stream");

        @Override
        public Optional<Stored> read(String document) {
            return blobs().get(CONTAINER, name(document))
                    .map(blob -> new Stored(
                            blob.properties().etag().value(), new String(blob.content(), StandardCharsets.UTF_8)));
        }

        @Override
        public boolean write(String document, String content, @Nullable Stored known) {
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            return known == null
                    ? blobs().putIfAbsent(CONTAINER, name(document), bytes, HEADERS)
                            .isPresent()
                    : blobs().putIfMatch(CONTAINER, name(document), bytes, HEADERS, new ETag(known.version()));
        }

        @Override
        public String location(String document) {
            return "the blob " + CONTAINER + "/" + name(document) + " of the account behind AzureWebJobsStorage";
        }

        private String name(String document) {
            return hostId + "/" + document + ".json";
        }

        private BlobClient blobs() {
            return storage.account(null).blobs();
        }
    }

    /** Stores keys as files, for an app that does not store them in its storage account. */
    record FileKeyStore(Path folder) implements KeyStore {
        @Override
        public Optional<Stored> read(String document) {
            try {
                String content = Files.readString(file(document));
                return Optional.of(new Stored(content, content));
            } catch (NoSuchFileException absent) {
                return Optional.empty();
            } catch (IOException unreadable) {
                throw new UncheckedIOException("Cannot read the keys in " + file(document), unreadable);
            }
        }

        @Override
        public boolean write(String document, String content, @Nullable Stored known) {
            try {
                Files.createDirectories(folder);
                // Only the owner can read a temporary file; renaming it makes the document appear complete.
                Path temporary = Files.createTempFile(folder, document, ".draft");
                try {
                    Files.writeString(temporary, content);
                    return known == null ? create(temporary, document) : replace(temporary, document, known);
                } finally {
                    Files.deleteIfExists(temporary);
                }
            } catch (IOException unwritable) {
                throw new UncheckedIOException("Cannot write the keys in " + file(document), unwritable);
            }
        }

        private boolean create(Path temporary, String document) throws IOException {
            try {
                Files.createLink(file(document), temporary);
                return true;
            } catch (FileAlreadyExistsException faster) {
                return false;
            }
        }

        /** If two hosts change the keys within the same millisecond, one change can be lost; a file is never incomplete. */
        private boolean replace(Path temporary, String document, Stored known) throws IOException {
            boolean unchanged = read(document)
                    .filter(now -> now.version().equals(known.version()))
                    .isPresent();
            if (unchanged) {
                Files.move(
                        temporary, file(document), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            return unchanged;
        }

        @Override
        public String location(String document) {
            return "the file " + file(document);
        }

        private Path file(String document) {
            return folder.resolve(document + ".json");
        }
    }
}
