package dev.nephelite.emulator.store.repair;

import dev.nephelite.emulator.store.content.Extent;
import dev.nephelite.emulator.store.content.Extent.BlockChecksums;
import dev.nephelite.emulator.store.content.ExtentFiles;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.store.repair.Inspection.ContentProblem;
import dev.nephelite.emulator.store.table.RecordKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads all contents of a data folder, and compares their reference counts with the references. */
final class ContentInspector {
    private static final long MEGABYTE = 1024 * 1024;

    private final Path folder;
    private final ExtentFiles files;
    private final Inspection inspection;
    private final Consumer<String> progress;
    private final Set<Path> unused = new LinkedHashSet<>();
    private final Set<Path> ofSnapshots = new LinkedHashSet<>();
    private long fileCount;
    private long byteCount;

    ContentInspector(DataFolder folder, Inspection inspection, Consumer<String> progress) {
        this.folder = folder.path();
        files = new ExtentFiles(folder, Durability.PROCESS);
        this.inspection = inspection;
        this.progress = progress;
    }

    /** The number of content files read. */
    long fileCount() {
        return fileCount;
    }

    /** The number of bytes read from content files. */
    long byteCount() {
        return byteCount;
    }

    /** Reads all bytes. Must be called before the services count the references. */
    void read() {
        inspection.forEach(Extent.TABLE, (key, extent) -> {
            long id = Extent.id(key);
            ContentProblem problem = problem(id, extent).orElse(null);
            if (problem == null) {
                inspection.usable(id);
            } else {
                inspection.unusable(id, problem);
            }
        });
    }

    /** Reads the bytes of an extent that only snapshots have. */
    void readForSnapshot(long id, Extent extent) {
        if (extent.isFile() && ofSnapshots.add(files.file(id))) {
            problem(id, extent).ifPresent(problem -> inspection.lost("content of a snapshot", problem));
        }
    }

    /** Records that the snapshots are removed, and with them the use of their contents. */
    void removeSnapshots() {
        ofSnapshots.stream().filter(Files::exists).forEach(unused::add);
    }

    private Optional<ContentProblem> problem(long id, Extent extent) {
        byte @Nullable [] bytes = extent.bytes();
        if (bytes != null) {
            return bytes.length == extent.length()
                    ? Optional.empty()
                    : Optional.of(new ContentProblem("the record of its content has too few bytes", null));
        }
        fileCount++;
        byteCount += extent.length();
        progress.accept("checking contents, " + byteCount / MEGABYTE + " MB");
        Path file = files.file(id);
        return fault(file, extent).map(fault -> new ContentProblem("its content file " + fault, name(file)));
    }

    private static Optional<String> fault(Path file, Extent extent) {
        if (!Files.exists(file)) {
            return Optional.of("is missing");
        }
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() != extent.length()) {
                return Optional.of("has " + channel.size() + " bytes instead of " + extent.length());
            }
            @Nullable BlockChecksums checksums = extent.checksums();
            return checksums == null ? Optional.empty() : fault(channel, file, checksums);
        } catch (IOException unreadable) {
            return Optional.of("cannot be read: " + unreadable);
        }
    }

    private static Optional<String> fault(FileChannel channel, Path file, BlockChecksums checksums) {
        int blocks = checksums.values().length;
        int damaged = 0;
        int first = -1;
        for (int block = 0; block < blocks; block++) {
            try {
                checksums.verify(channel, file, block);
            } catch (IOException ignored) {
                // Counted only, because a message for each block would be too many.
                first = damaged == 0 ? block : first;
                damaged++;
            }
        }
        return damaged == 0
                ? Optional.empty()
                : Optional.of("has changed since it was written: %s of %s blocks do not match, the first at byte %s"
                        .formatted(damaged, blocks, (long) first * BlockChecksums.BLOCK));
    }

    /** Corrects the reference counts, and removes contents without references. */
    void settleReferences() {
        List<Long> corrected = new ArrayList<>();
        inspection.forEach(Extent.TABLE, (key, extent) -> {
            long id = Extent.id(key);
            long uses = inspection.uses(id);
            long sharing = inspection.get(Extent.SHARING, key).orElse(0L);
            if (uses == 0) {
                removeUnused(key, id, extent);
            } else if (extent.references() + sharing != uses) {
                inspection.put(Extent.SHARING, key, uses - extent.references());
                corrected.add(id);
            }
        });
        inspection.forEach(Extent.SHARING, (key, sharing) -> {
            if (inspection.get(Extent.TABLE, key).isEmpty()) {
                inspection.remove(Extent.SHARING, key);
            }
        });
        if (!corrected.isEmpty()) {
            inspection.mended(
                    corrected.size() + " contents",
                    "the records of how many blobs share them are wrong; they are counted again");
        }
    }

    private void removeUnused(RecordKey key, long id, Extent extent) {
        inspection.remove(Extent.TABLE, key);
        @Nullable String file = extent.isFile() ? name(files.file(id)) : null;
        if (!inspection.isExplained(id)) {
            inspection.lost("content of " + extent.length() + " bytes", "the record of its blob is lost", file);
        }
        if (file != null && Files.exists(files.file(id))) {
            unused.add(files.file(id));
        }
    }

    /** Files whose records are removed. */
    Set<Path> unused() {
        return unused;
    }

    /** Files without a record. */
    List<Path> unknown() throws IOException {
        List<Path> unknown = new ArrayList<>();
        files.forEach(id -> {
            Path file = files.file(id);
            if (!unused.contains(file)
                    && !ofSnapshots.contains(file)
                    && inspection.get(Extent.TABLE, Extent.key(id)).isEmpty()) {
                unknown.add(file);
            }
            return true;
        });
        return unknown;
    }

    private String name(Path file) {
        return folder.relativize(file).toString();
    }
}
