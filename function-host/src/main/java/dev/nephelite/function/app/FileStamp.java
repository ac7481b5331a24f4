package dev.nephelite.function.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells one state of a file from another without reading it.
 *
 * @param key differs where a file was replaced by another one of its size and age; null where the system has no such
 */
public record FileStamp(
        long size, FileTime modified, @Nullable Object key) {
    static FileStamp of(BasicFileAttributes attributes) {
        return new FileStamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    }

    /** The state of {@code file}, or of what a link by this name leads to; nothing when that is no file. */
    static Optional<FileStamp> of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile() ? Optional.of(of(attributes)) : Optional.empty();
        } catch (IOException missing) {
            return Optional.empty();
        }
    }
}
