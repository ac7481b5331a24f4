package dev.nephelite.emulator.store.content;

import dev.nephelite.emulator.store.content.Extent.BlockChecksums;
import dev.nephelite.emulator.store.content.OpenContent.ContentGoneException;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Disk;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.store.disk.StoreFailedException;
import dev.nephelite.emulator.store.table.RecordKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of large extents, each named by its number, in at most 256 folders. A store in memory has arrays instead.
 *
 * <p>A file that is {@linkplain #pin pinned} is deleted only when its last reader has finished.
 */
public final class ExtentFiles {
    private static final Logger LOG = Logger.getLogger(ExtentFiles.class.getName());
    private static final int MAX_VERIFIED = 10_000;
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{16}");

    private final @Nullable Path folder;
    private final Disk disk;
    private final Durability durability;
    private final Map<Long, Readers> readers = new ConcurrentHashMap<>();
    private final Map<Long, byte[]> arrays = new ConcurrentHashMap<>();
    private final Set<Path> durableFolders = ConcurrentHashMap.newKeySet();
    private final Map<Long, BitSet> verified = new ConcurrentHashMap<>();

    private ExtentFiles() {
        folder = null;
        disk = Disk.LOCAL;
        durability = Durability.PROCESS;
    }

    public ExtentFiles(DataFolder data, Durability durability) {
        folder = data.file("extents");
        disk = data.disk();
        this.durability = durability;
    }

    public static ExtentFiles inMemory() {
        return new ExtentFiles();
    }

    public boolean onDisk() {
        return folder != null;
    }

    public void putArray(long id, byte[] bytes) {
        arrays.put(id, bytes);
    }

    /** The bytes of an extent in memory. */
    byte[] array(long id) {
        byte @Nullable [] bytes = arrays.get(id);
        if (bytes == null) {
            throw new ContentGoneException(id);
        }
        return bytes;
    }

    public FileChannel create(long id) throws IOException {
        Path file = file(id);
        Files.createDirectories(file.resolveSibling("."));
        return disk.create(file);
    }

    /** Creates a file that exists only while the channel is open. */
    FileChannel createTemporary(long id) throws IOException {
        Path file = file(id);
        Files.createDirectories(file.resolveSibling("."));
        return FileChannel.open(
                file,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** Makes a new file as durable as the store promises. */
    public void persist(long id, FileChannel file) throws IOException {
        if (durability == Durability.FSYNC) {
            file.force(true);
            Path parent = Objects.requireNonNull(file(id).getParent());
            if (!durableFolders.contains(parent)) {
                Path extents = Objects.requireNonNull(folder);
                disk.forceFolder(extents.resolveSibling("."));
                disk.forceFolder(extents);
                durableFolders.add(parent);
            }
            disk.forceFolder(parent);
        }
    }

    FileChannel open(long id) throws IOException {
        return FileChannel.open(file(id), StandardOpenOption.READ);
    }

    /** Reads all bytes of an extent, which must not be deleted meanwhile. */
    public InputStream read(long id) throws IOException {
        return folder == null ? new ByteArrayInputStream(array(id)) : Files.newInputStream(file(id));
    }

    /**
     * Verifies a block, unless this process has already done so.
     *
     * @throws StoreFailedException if the block cannot be read or has changed
     */
    void verify(long id, FileChannel file, BlockChecksums checksums, int block) {
        if (verified.size() > MAX_VERIFIED) {
            verified.clear();
        }
        BitSet done = verified.computeIfAbsent(id, any -> new BitSet());
        synchronized (done) {
            if (done.get(block)) {
                return;
            }
        }
        try {
            checksums.verify(file, file(id), block);
        } catch (IOException damaged) {
            LOG.severe(() ->
                    "a content is damaged, and requests for it are answered with an error: " + damaged.getMessage());
            throw new StoreFailedException("cannot read a content: " + damaged.getMessage(), damaged);
        }
        synchronized (done) {
            done.set(block);
        }
    }

    /** Defers deletion of the file until {@link #unpin}. Throws {@link ContentGoneException} if it is already deleted. */
    void pin(long id) {
        readers.compute(id, (key, before) -> {
            if (before == null ? !Files.exists(file(id)) : before.deleted()) {
                throw new ContentGoneException(id);
            }
            return before == null ? new Readers(1, false) : before.plus(1);
        });
    }

    void unpin(long id) {
        readers.computeIfPresent(id, (key, before) -> {
            if (before.count() > 1) {
                return before.plus(-1);
            }
            if (before.deleted()) {
                remove(id);
            }
            return null;
        });
    }

    public void delete(long id) {
        if (folder == null) {
            arrays.remove(id);
            return;
        }
        readers.compute(id, (key, before) -> {
            if (before == null) {
                remove(id);
                return null;
            }
            return new Readers(before.count(), true);
        });
    }

    public boolean isEmpty() throws IOException {
        boolean[] found = new boolean[1];
        forEach(id -> {
            found[0] = true;
            return false;
        });
        return !found[0];
    }

    /** Calls {@code action} with the number of each file until it returns false. */
    public void forEach(LongPredicate action) throws IOException {
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path each : folders) {
                if (!forEach(each, action)) {
                    return;
                }
            }
        }
    }

    private static boolean forEach(Path folder, LongPredicate action) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ExtentFiles::isOurs)) {
            for (Path file : files) {
                if (!action.test(Long.parseLong(file.getFileName().toString(), 16))) {
                    return false;
                }
            }
            return true;
        }
    }

    private static boolean isOurs(Path file) {
        return NAME.matcher(file.getFileName().toString()).matches();
    }

    private void remove(long id) {
        verified.remove(id);
        try {
            disk.delete(file(id));
        } catch (IOException failed) {
            LOG.log(Level.FINE, "cannot delete a content file; the next start tries again", failed);
        }
    }

    /** The path of the file with this number. */
    public Path file(long id) {
        if (folder == null) {
            throw new IllegalStateException("a store in memory has no files");
        }
        String name = RecordKey.number(id);
        return folder.resolve(name.substring(name.length() - 2)).resolve(name);
    }

    /** The number of readers of a file, and whether to delete it after the last one. */
    private record Readers(long count, boolean deleted) {
        private Readers plus(long change) {
            return new Readers(count + change, deleted);
        }
    }
}
