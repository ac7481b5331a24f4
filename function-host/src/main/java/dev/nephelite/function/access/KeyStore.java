package dev.nephelite.function.access;

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
 * Where the documents with the keys of one app are kept. Other hosts of the same app may use the same place at the same
 * time, so a write says what it is meant to replace. Methods may wait for storage, and throw {@link
 * dev.nephelite.function.client.RemoteStorageException} when it is not there.
 */
interface KeyStore {
    /** Returns the document, or nothing when there is none yet. */
    Optional<Stored> read(String document);

    /**
     * Writes a document in place of {@code known}.
     *
     * @param known what was read before, or null when there was nothing
     * @return false, and nothing is changed, if another host was faster
     */
    boolean write(String document, String content, @Nullable Stored known);

    /** Where the document is, for people. */
    String place(String document);

    /**
     * A document as it was found.
     *
     * @param version differs from that of any other content
     */
    record Stored(String version, String content) {}

    /** Keys as blobs of the app's own storage account, where the cloud has them. */
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
        public String place(String document) {
            return "the blob " + CONTAINER + "/" + name(document) + " of the account behind AzureWebJobsStorage";
        }

        private String name(String document) {
            return hostId + "/" + document + ".json";
        }

        private BlobClient blobs() {
            return storage.account(null).blobs();
        }
    }

    /** Keys as files, for an app that wants nothing kept in its storage account. */
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
                // Such a file is its owner's alone, and under its own name it is whole from the first moment on.
                Path draft = Files.createTempFile(folder, document, ".draft");
                try {
                    Files.writeString(draft, content);
                    return known == null ? create(draft, document) : replace(draft, document, known);
                } finally {
                    Files.deleteIfExists(draft);
                }
            } catch (IOException unwritable) {
                throw new UncheckedIOException("Cannot write the keys in " + file(document), unwritable);
            }
        }

        private boolean create(Path draft, String document) throws IOException {
            try {
                Files.createLink(file(document), draft);
                return true;
            } catch (FileAlreadyExistsException faster) {
                return false;
            }
        }

        /** Two hosts that change the keys within the same millisecond can lose one of the changes; no key is ever half. */
        private boolean replace(Path draft, String document, Stored known) throws IOException {
            boolean unchanged = read(document)
                    .filter(now -> now.version().equals(known.version()))
                    .isPresent();
            if (unchanged) {
                Files.move(draft, file(document), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            return unchanged;
        }

        @Override
        public String place(String document) {
            return "the file " + file(document);
        }

        private Path file(String document) {
            return folder.resolve(document + ".json");
        }
    }
}
