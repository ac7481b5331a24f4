package dev.nephelite.emulator.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files that hold large extents, each named by its number, in at most 256 folders. */
final class ExtentFiles {
    /** For a store in memory, which has no files. */
    static final ExtentFiles NONE = new ExtentFiles(null);

    private final @Nullable Path folder;

    ExtentFiles(@Nullable Path folder) {
        this.folder = folder;
    }

    boolean available() {
        return folder != null;
    }

    FileChannel create(long id) throws IOException {
        Path file = file(id);
        Files.createDirectories(file.resolveSibling("."));
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    FileChannel open(long id) throws IOException {
        try {
            return FileChannel.open(file(id), StandardOpenOption.READ);
        } catch (NoSuchFileException deleted) {
            throw new ContentGoneException(id);
        }
    }

    void delete(long id) {
        try {
            Files.deleteIfExists(file(id));
        } catch (IOException stillOpenSomewhere) {
            // Some platforms refuse while a reader has it open; the next start deletes it then.
        }
    }

    /** Deletes what a crash left behind and returns the greatest number in use. */
    long sweep(LongPredicate isReferredTo) {
        if (folder == null || !Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(ExtentFiles::id)
                    .filter(id -> {
                        boolean needed = isReferredTo.test(id);
                        if (!needed) {
                            delete(id);
                        }
                        return needed;
                    })
                    .max()
                    .orElse(0);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot look through " + folder, unreadable);
        }
    }

    private Path file(long id) {
        if (folder == null) {
            throw new IllegalStateException("a store in memory has no files");
        }
        String name = Key.number(id);
        return folder.resolve(name.substring(name.length() - 2)).resolve(name);
    }

    private static long id(Path file) {
        return Long.parseLong(file.getFileName().toString(), 16);
    }
}
