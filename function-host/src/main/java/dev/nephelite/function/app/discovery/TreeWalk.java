package dev.nephelite.function.app.discovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Visits a folder and everything in it, following links. Files that disappear during the walk are skipped. */
final class TreeWalk extends SimpleFileVisitor<Path> {
    private final Path tree;
    private final Predicate<Path> enters;
    private final BiConsumer<Path, BasicFileAttributes> visitor;

    private TreeWalk(Path tree, Predicate<Path> enters, BiConsumer<Path, BasicFileAttributes> visitor) {
        this.tree = tree;
        this.enters = enters;
        this.visitor = visitor;
    }

    /**
     * Passes every file and folder to {@code visitor}, a folder before its content.
     *
     * @param enters selects the folders below {@code tree} to visit
     */
    static void through(Path tree, Predicate<Path> enters, BiConsumer<Path, BasicFileAttributes> visitor) {
        TreeWalk walk = new TreeWalk(tree, enters, visitor);
        try {
            Files.walkFileTree(tree, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, walk);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot look through " + tree, unreadable);
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
