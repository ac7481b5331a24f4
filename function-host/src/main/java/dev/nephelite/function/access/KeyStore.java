package dev.nephelite.function.access;

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
}
