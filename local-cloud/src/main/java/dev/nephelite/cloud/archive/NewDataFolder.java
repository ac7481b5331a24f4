package dev.nephelite.cloud.archive;

import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.DataFolderException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Builds a data folder beside its place, as an {@link UnfinishedImport}, and moves it there when it is complete. So no other
 * program ever finds a part of it.
 */
public final class NewDataFolder {
    private NewDataFolder() {}

    /** Fills a new data folder. */
    @FunctionalInterface
    public interface Builder<T> {
        T build(Path folder) throws IOException;
    }

    /**
     * Builds a data folder.
     *
     * @param location must not exist, or be an empty folder
     * @throws DataFolderException if there is something at {@code location}
     */
    public static <T> T build(Path location, Builder<T> builder) throws IOException {
        requireFree(location);
        Path target = location.toAbsolutePath().normalize();
        try (UnfinishedImport unfinished = UnfinishedImport.beside(target)) {
            T result = builder.build(unfinished.dataFolder());
            // Replaces an empty folder only.
            Files.move(unfinished.dataFolder(), target, StandardCopyOption.REPLACE_EXISTING);
            return result;
        } catch (FileSystemException | ExportException named) {
            throw named;
        } catch (IOException failed) {
            // Such as that of a full disk, which does not say where.
            throw new IOException("The data folder " + target + " cannot be made: " + failed.getMessage(), failed);
        }
    }

    /**
     * Refuses a place at which there is something.
     *
     * @throws DataFolderException if {@code location} is a file, or a folder that is not empty
     */
    public static void requireFree(Path location) throws IOException {
        Optional<String> user = DataFolder.user(location);
        if (user.isPresent()) {
            throw DataFolderException.unlessAnother(
                    "The data folder " + location + " is in use by " + user.get()
                            + ". An import makes a new data folder, it does not add to one",
                    "Stop that process and move its folder away");
        }
        if (Files.exists(location) && !isEmptyFolder(location)) {
            throw DataFolderException.unlessAnother(
                    location + " exists already. An import makes a new data folder", null);
        }
    }

    private static boolean isEmptyFolder(Path location) throws IOException {
        if (!Files.isDirectory(location)) {
            return false;
        }
        try (Stream<Path> files = Files.list(location)) {
            return files.findAny().isEmpty();
        }
    }
}
