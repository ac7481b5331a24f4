package dev.nephelite.function.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys as files, for an app that wants nothing kept in its storage account. */
record FileKeys(Path folder) implements KeyStore {
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
