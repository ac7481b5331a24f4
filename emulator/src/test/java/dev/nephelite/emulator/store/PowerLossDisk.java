package dev.nephelite.emulator.store;

import dev.nephelite.emulator.store.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.jspecify.annotations.Nullable;

/**
 * A disk that remembers what was not forced; everything on it happens one after the other. After a power loss each such block has its old or its new bytes, and each
 * name means any of the files that it meant since its folder was forced, or none if it was not there at some moment.
 * Folders themselves are always there.
 */
final class PowerLossDisk implements Disk {
    private static final int BLOCK = 4096;

    private final Map<Path, List<@Nullable Contents>> names = new TreeMap<>();
    private final Random chance;

    PowerLossDisk(Random chance) {
        this.chance = chance;
    }

    @Override
    public Output open(Path file) throws IOException {
        Output local = Disk.LOCAL.open(file);
        return new RecordedOutput(local, contents(file));
    }

    @Override
    public void overwrite(Path file, long position, byte[] bytes) throws IOException {
        Disk.LOCAL.overwrite(file, position, bytes);
        Contents contents = contents(file);
        contents.write(position, bytes);
        contents.force();
    }

    @Override
    public FileChannel create(Path file) throws IOException {
        return new RecordedChannel(Disk.LOCAL.create(file), contents(file));
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        Disk.LOCAL.rename(from, to);
        meanings(to).add(newest(from));
        meanings(from).add(null);
    }

    @Override
    public synchronized boolean delete(Path file) throws IOException {
        boolean deleted = Disk.LOCAL.delete(file);
        if (deleted) {
            meanings(file).add(null);
        }
        return deleted;
    }

    @Override
    public synchronized void forceFolder(Path folder) {
        Path forced = folder.toAbsolutePath().normalize();
        names.forEach((name, meanings) -> {
            if (forced.equals(name.getParent())) {
                meanings.subList(0, meanings.size() - 1).clear();
            }
        });
    }

    @Override
    public String nameForTables(Path file) {
        return RecordedPath.SCHEME + ":" + file;
    }

    /** Makes the database library record what it does to {@code file}, until the result is closed. */
    AutoCloseable record(Path file) {
        RecordedPath.DISKS.put(file.toString(), this);
        FilePath.register(new RecordedPath());
        return () -> RecordedPath.DISKS.remove(file.toString());
    }

    /** Leaves in {@code folder} what a power loss at this moment would leave of {@code original}. */
    synchronized void cutPower(Path original, Path folder) throws IOException {
        for (Map.Entry<Path, List<@Nullable Contents>> name : names.entrySet()) {
            List<@Nullable Contents> meanings = name.getValue();
            @Nullable Contents survivor = meanings.get(chance.nextInt(meanings.size()));
            if (survivor != null) {
                Path file = folder.resolve(original.relativize(name.getKey()));
                Files.createDirectories(file.resolveSibling("."));
                Files.write(file, survivor.afterPowerLoss(chance));
            }
        }
    }

    /** Takes what is in {@code folder} as forced. */
    synchronized void adopt(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Contents contents = contents(file);
                contents.write(0, Files.readAllBytes(file));
                contents.force();
                forceFolder(file.resolveSibling("."));
            }
        }
    }

    synchronized FileChannel openTables(Path file, FileChannel channel) {
        return new RecordedChannel(channel, contents(file));
    }

    private synchronized Contents contents(Path file) {
        @Nullable Contents known = newest(file);
        if (known != null) {
            return known;
        }
        Contents created = new Contents();
        meanings(file).add(created);
        return created;
    }

    private @Nullable Contents newest(Path file) {
        List<@Nullable Contents> meanings = meanings(file);
        return meanings.get(meanings.size() - 1);
    }

    private List<@Nullable Contents> meanings(Path file) {
        return names.computeIfAbsent(file.toAbsolutePath().normalize(), name -> {
            List<@Nullable Contents> notThere = new ArrayList<>();
            notThere.add(null);
            return notThere;
        });
    }

    /** The bytes of a file: as they are forced, and as they are now. */
    private final class Contents {
        private byte[] forced = new byte[0];
        private byte[] now = new byte[0];
        private final Map<Integer, List<byte[]>> unforced = new HashMap<>();

        void write(long position, byte[] bytes) {
            synchronized (PowerLossDisk.this) {
                int end = (int) position + bytes.length;
                if (end > now.length) {
                    now = Arrays.copyOf(now, end);
                }
                System.arraycopy(bytes, 0, now, (int) position, bytes.length);
                for (int block = (int) position / BLOCK; block * BLOCK < end; block++) {
                    int to = Math.min(now.length, (block + 1) * BLOCK);
                    unforced.computeIfAbsent(block, any -> new ArrayList<>())
                            .add(Arrays.copyOfRange(now, block * BLOCK, to));
                }
            }
        }

        void truncate(long length) {
            synchronized (PowerLossDisk.this) {
                now = Arrays.copyOf(now, (int) length);
                unforced.keySet().removeIf(block -> (long) block * BLOCK >= length);
            }
        }

        void force() {
            synchronized (PowerLossDisk.this) {
                forced = now.clone();
                unforced.clear();
            }
        }

        private byte[] afterPowerLoss(Random chance) {
            int length = forced.length == now.length || chance.nextBoolean() ? now.length : forced.length;
            byte[] survivors = Arrays.copyOf(forced, length);
            unforced.forEach((block, versions) -> {
                int pick = chance.nextInt(versions.size() + 1);
                int start = block * BLOCK;
                if (pick > 0 && start < length) {
                    byte[] written = versions.get(pick - 1);
                    System.arraycopy(written, 0, survivors, start, Math.min(written.length, length - start));
                }
            });
            return survivors;
        }
    }

    private static final class RecordedOutput implements Output {
        private final Output local;
        private final Contents contents;
        private long position;

        private RecordedOutput(Output local, Contents contents) {
            this.local = local;
            this.contents = contents;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            local.write(bytes);
            contents.write(position, bytes);
            position += bytes.length;
        }

        @Override
        public void truncate(long length) throws IOException {
            local.truncate(length);
            contents.truncate(length);
            position = length;
        }

        @Override
        public void force() {
            contents.force();
        }

        @Override
        public void close() throws IOException {
            local.close();
        }
    }

    /** Forcing is only recorded: the machine that runs this test keeps its power. */
    private static final class RecordedChannel extends FileBaseDefault {
        private final FileChannel local;
        private final Contents contents;

        private RecordedChannel(FileChannel local, Contents contents) {
            this.local = local;
            this.contents = contents;
        }

        @Override
        public long size() throws IOException {
            return local.size();
        }

        @Override
        public synchronized int read(ByteBuffer into, long position) throws IOException {
            return local.read(into, position);
        }

        @Override
        public synchronized int write(ByteBuffer from, long position) throws IOException {
            byte[] bytes = new byte[from.remaining()];
            from.duplicate().get(bytes);
            int count = local.write(from, position);
            contents.write(position, Arrays.copyOf(bytes, count));
            return count;
        }

        @Override
        public void force(boolean metaData) {
            contents.force();
        }

        @Override
        protected void implTruncate(long length) throws IOException {
            local.truncate(length);
            contents.truncate(length);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return local.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            local.close();
        }
    }
}
