package dev.nephelite.function.run;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The files in which ended runs outlive the program. Runs are appended to the newest file; when it is full, another one begins,
 * and the oldest ones are deleted when all of them together are too large. A file is named by the number of its first run.
 *
 * <p>A run is a frame: the lengths of its summary and of its details, a checksum, and both in JSON. What follows a frame that
 * is cut or damaged is ignored. Nothing is forced to the disk, so a crash of the machine can lose the newest runs; a crash of
 * the program cannot.
 *
 * <p>Used by one thread at a time, except for {@link #read}.
 */
final class RunFiles implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("(\\d{19})\\.runs");
    private static final int FILES = 16;
    private static final int HEAD = 3 * Integer.BYTES;

    /** Where the details of a run are. */
    record Place(Path file, long position, int length) {}

    private final Path folder;
    private final long maxBytes;

    /** The sizes of the files that exist, by the numbers of their first runs. */
    private final TreeMap<Long, Long> sizes = new TreeMap<>();

    private @Nullable DataOutputStream out;
    private long written;

    private RunFiles(Path folder, long maxBytes) {
        this.folder = folder;
        this.maxBytes = maxBytes;
    }

    /**
     * Opens the files in {@code folder}, which need not exist.
     *
     * @param maxBytes how large all of them together may be
     */
    static RunFiles open(Path folder, long maxBytes) throws IOException {
        RunFiles files = new RunFiles(folder, maxBytes);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                for (Path file : all.toList()) {
                    Matcher name = NAME.matcher(file.getFileName().toString());
                    if (name.matches()) {
                        files.sizes.put(Long.parseLong(name.group(1)), Files.size(file));
                    }
                }
            }
        }
        return files;
    }

    Path folder() {
        return folder;
    }

    private Path file(long firstNumber) {
        return folder.resolve(String.format(Locale.ROOT, "%019d.runs", firstNumber));
    }

    /** A number that no run has exceeded; 0 if there is none. */
    long lastNumber() {
        if (sizes.isEmpty()) {
            return 0;
        }
        // Each frame takes more bytes than numbers, of which a run has two.
        return sizes.lastKey() + sizes.lastEntry().getValue();
    }

    /** Reads the summaries of all runs, the oldest first. */
    void load(Reader reader) throws IOException {
        for (long first : List.copyOf(sizes.keySet())) {
            scan(first, reader);
        }
    }

    /** Receives what is read. */
    @FunctionalInterface
    interface Reader {
        void read(RunSummary summary, Place place);
    }

    private void scan(long first, Reader reader) throws IOException {
        Path file = file(first);
        ByteBuffer frames = ByteBuffer.wrap(Files.readAllBytes(file));
        while (frames.remaining() >= HEAD) {
            int summary = frames.getInt();
            int details = frames.getInt();
            int checksum = frames.getInt();
            if (summary <= 0 || details <= 0 || (long) summary + details > frames.remaining()) {
                return;
            }
            int position = frames.position();
            if (checksum != checksum(frames.array(), position, summary + details)) {
                return;
            }
            String json = new String(frames.array(), position, summary, StandardCharsets.UTF_8);
            try {
                reader.read(RunJson.summary(json), new Place(file, position + (long) summary, details));
            } catch (IllegalArgumentException ignored) {
                // Another version of the program may have written other summaries.
            }
            frames.position(position + summary + details);
        }
    }

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, from, length);
        return (int) checksum.getValue();
    }

    /** Appends a run, whose number is greater than those of all others. */
    Place append(RunSummary run, byte[] details) throws IOException {
        byte[] summary = RunJson.bytes(run);
        DataOutputStream to = outFor(run.number());
        CRC32 checksum = new CRC32();
        checksum.update(summary);
        checksum.update(details);
        to.writeInt(summary.length);
        to.writeInt(details.length);
        to.writeInt((int) checksum.getValue());
        to.write(summary);
        to.write(details);
        long position = written + HEAD + summary.length;
        written = position + details.length;
        long first = sizes.lastKey();
        sizes.put(first, written);
        return new Place(file(first), position, details.length);
    }

    private DataOutputStream outFor(long number) throws IOException {
        DataOutputStream current = out;
        if (current != null && written < maxBytes / FILES) {
            return current;
        }
        close();
        Files.createDirectories(folder);
        DataOutputStream next = new DataOutputStream(new BufferedOutputStream(
                Files.newOutputStream(file(number), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), 1 << 16));
        out = next;
        written = 0;
        sizes.put(number, 0L);
        return next;
    }

    /** Hands over to the operating system what was appended. */
    void flush() throws IOException {
        if (out != null) {
            out.flush();
        }
    }

    /**
     * Deletes the oldest files if all of them together are too large, or have no run with at least this number.
     *
     * @return the number of the oldest run that is left in a file, if files were deleted
     */
    OptionalLong deleteOldest(long oldestWanted) throws IOException {
        boolean deleted = false;
        while (sizes.size() > 1 && (bytes() > maxBytes || sizes.higherKey(sizes.firstKey()) <= oldestWanted)) {
            Files.deleteIfExists(file(sizes.firstKey()));
            sizes.pollFirstEntry();
            deleted = true;
        }
        return deleted ? OptionalLong.of(sizes.firstKey()) : OptionalLong.empty();
    }

    private long bytes() {
        long sum = 0;
        for (Map.Entry<Long, Long> file : sizes.entrySet()) {
            sum += file.getValue();
        }
        return sum;
    }

    /**
     * The details of a run.
     *
     * @throws NoSuchFileException if its file was deleted meanwhile
     */
    static byte[] read(Place place) throws IOException {
        ByteBuffer details = ByteBuffer.allocate(place.length());
        try (FileChannel file = FileChannel.open(place.file(), StandardOpenOption.READ)) {
            while (details.hasRemaining()) {
                if (file.read(details, place.position() + details.position()) < 0) {
                    throw new IOException(place.file() + " has become shorter.");
                }
            }
        }
        return details.array();
    }

    @Override
    public void close() throws IOException {
        DataOutputStream current = out;
        out = null;
        if (current != null) {
            current.close();
        }
    }
}
