package dev.nephelite.emulator.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** What is in the folder of large extents, from which files go in the background. */
public final class ExtentFolder {
    private ExtentFolder() {}

    /** The files there are; some may go while they are looked for. */
    public static List<Path> files(Path store) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(store.resolve("extents"), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path gone, IOException reason) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
        return files;
    }
}
