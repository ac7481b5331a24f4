package dev.nephelite.cli.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * The chunks of a recording, each in a temporary file of its own. Newer Java runtimes count the time of all chunks of a file
 * from the beginning of the first one. That is wrong for a chunk that async-profiler has appended.
 */
final class RecordingChunks implements AutoCloseable {
    /** Where the header of a chunk has the size of the chunk in bytes. */
    private static final int SIZE_OFFSET = 8;

    private final List<Path> chunks;

    private RecordingChunks(List<Path> chunks) {
        this.chunks = chunks;
    }

    static RecordingChunks of(Path recording) throws IOException {
        RecordingChunks split = new RecordingChunks(new ArrayList<>());
        try (FileChannel file = FileChannel.open(recording)) {
            long begin = 0;
            while (begin < file.size()) {
                ByteBuffer size = ByteBuffer.allocate(Long.BYTES);
                if (file.read(size, begin + SIZE_OFFSET) < Long.BYTES || size.getLong(0) <= SIZE_OFFSET) {
                    throw new IOException(recording + " is not a complete recording of Flight Recorder");
                }
                split.add(file, begin, size.getLong(0));
                begin += size.getLong(0);
            }
            return split;
        } catch (IOException | RuntimeException | Error failed) {
            split.close();
            throw failed;
        }
    }

    /** Passes on all events, those of each chunk in the order in which they were written. */
    void forEach(Consumer<RecordedEvent> action) throws IOException {
        for (Path chunk : chunks) {
            try (RecordingFile file = new RecordingFile(chunk)) {
                while (file.hasMoreEvents()) {
                    action.accept(file.readEvent());
                }
            }
        }
    }

    @Override
    public void close() {
        for (Path chunk : chunks) {
            try {
                Files.deleteIfExists(chunk);
            } catch (IOException undeletable) {
                throw new UncheckedIOException(undeletable);
            }
        }
    }

    private void add(FileChannel recording, long begin, long size) throws IOException {
        Path chunk = Files.createTempFile("nephelite-", ".jfr");
        chunks.add(chunk);
        try (FileChannel copy = FileChannel.open(chunk, StandardOpenOption.WRITE)) {
            long copied = 0;
            while (copied < size) {
                long count = recording.transferTo(begin + copied, size - copied, copy);
                if (count == 0) {
                    throw new IOException("The recording ends in the middle of a chunk");
                }
                copied += count;
            }
        }
    }
}
