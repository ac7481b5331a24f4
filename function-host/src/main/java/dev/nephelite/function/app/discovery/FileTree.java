package dev.nephelite.function.app.discovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Visits or deletes the files in a folder. */
public final class FileTree extends SimpleFileVisitor<Path> {
    private final Path tree;
    private final Predicate<Path> enters;
    private final BiConsumer<Path, BasicFileAttributes> visitor;

    private FileTree(Path tree, Predicate<Path> enters, BiConsumer<Path, BasicFileAttributes> visitor) {
        this.tree = tree;
        this.enters = enters;
        this.visitor = visitor;
    }

    /** The files and folders directly in {@code folder}, sorted by name. */
    public static List<Path> children(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot list " + folder, unreadable);
        }
    }

    /**
     * Passes {@code tree} and everything in it to {@code visitor}, a folder before its content. Links are followed, and
     * files that disappear during the walk are skipped.
     *
     * @param enters selects the folders below {@code tree} to visit
     */
    public static void walk(Path tree, Predicate<Path> enters, BiConsumer<Path, BasicFileAttributes> visitor) {
        FileTree walk = new FileTree(tree, enters, visitor);
        try {
            Files.walkFileTree(tree, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, walk);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot look through " + tree, unreadable);
        }
    }

    /**
     * Deletes what {@code which} selects of {@code tree} and everything in it, the content of a folder before the folder. Links are
     * deleted, not followed.
     *
     * @throws IOException if something cannot be deleted; then what comes after it stays
     */
    public static void delete(Path tree, Predicate<Path> which) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file :
                    files.filter(which).sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        if (!folder.equals(tree) && !enters.test(folder)) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        visitor.accept(folder, attributes);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        visitor.accept(file, attributes);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException gone) {
        return FileVisitResult.CONTINUE;
    }
}
