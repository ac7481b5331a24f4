package dev.nephelite.emulator.store.content;

import dev.nephelite.emulator.store.content.Extent.BlockChecksums;
import dev.nephelite.emulator.store.disk.StoreFailedException;
import dev.nephelite.emulator.store.table.TableReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A content that is open for reading once. Its bytes stay readable when the record that refers to it is changed or deleted:
 * files are pinned until it is closed, and small extents are copied. At most one file is open at a time, no matter how many
 * segments there are.
 */
public final class OpenContent implements Closeable {
    private final ExtentFiles files;
    private final SmallExtents small;
    private final List<Source> sources = new ArrayList<>();
    private final long length;
    private int sourceIndex;
    private long position;
    private @Nullable ContentStream stream;
    private boolean closed;

    public OpenContent(TableReader view, ExtentFiles files, LongSupplier newId, Content content) {
        this.files = files;
        small = new SmallExtents(files, newId);
        length = content.length();
        boolean complete = false;
        try {
            for (Content.Segment segment : content.segments()) {
                add(view, segment, content.segments().size() == 1);
            }
            small.complete();
            complete = true;
        } catch (IOException unreadable) {
            throw new StoreFailedException("cannot read a content: " + unreadable.getMessage(), unreadable);
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    public long length() {
        return length;
    }

    /**
     * Writes bytes to {@code sink} from where the last call stopped, until the sink accepts no more.
     *
     * @return whether the sink has accepted the last byte
     */
    public boolean copyTo(Sink sink) throws IOException {
        while (sourceIndex < sources.size()) {
            Source source = sources.get(sourceIndex);
            position = source.copyTo(sink, position);
            if (position < source.count()) {
                return false;
            }
            sourceIndex++;
            position = 0;
        }
        return true;
    }

    /** The same bytes as a stream. Closing this content closes it. */
    public InputStream stream() {
        stream = new ContentStream(sources.iterator());
        return stream;
    }

    /** All bytes at once. Only for contents that are known to be small. */
    public byte[] bytes() throws IOException {
        return stream().readAllBytes();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (stream != null) {
                stream.close();
            }
            sources.forEach(Source::close);
            small.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void add(TableReader view, Content.Segment segment, boolean isOnlyOne) throws IOException {
        if (segment.extent() == Content.Segment.ZEROS) {
            sources.add(new Zeros(segment.length()));
            return;
        }
        @Nullable Extent extent = view.get(Extent.TABLE, Extent.key(segment.extent()));
        if (extent == null) {
            throw new ContentGoneException(segment.extent());
        }
        byte @Nullable [] bytes = extent.bytes();
        if (bytes != null && isOnlyOne) {
            sources.add(new InMemory(bytes, segment));
        } else if (bytes != null) {
            addSmall(bytes, segment);
        } else if (files.onDisk()) {
            files.pin(segment.extent());
            InFile source = new InFile(files, segment, extent.checksums());
            sources.add(source);
            if (sources.size() == 1) {
                source.verifyBeginning();
            }
        } else {
            sources.add(new InMemory(files.array(segment.extent()), segment));
        }
    }

    /** Consecutive small segments become one source. */
    private void addSmall(byte[] bytes, Content.Segment segment) throws IOException {
        long position = small.length();
        small.add(bytes, (int) segment.offset(), (int) segment.length());
        int last = sources.size() - 1;
        if (last >= 0 && sources.get(last) instanceof Copied before) {
            sources.set(last, new Copied(small, before.position, before.count + segment.length()));
        } else {
            sources.add(new Copied(small, position, segment.length()));
        }
    }

    /** Receives a content. Each method returns how many bytes it has accepted; fewer than offered end the copying for now. */
    public interface Sink {
        int write(byte[] bytes, int offset, int count) throws IOException;

        long transfer(FileChannel file, long position, long count) throws IOException;
    }

    /** Some of the bytes of a content. */
    interface Source extends Closeable {
        /** The number of bytes. */
        long count();

        /** Writes bytes from {@code begin} on. Returns the position after the last byte that the sink has accepted. */
        long copyTo(Sink sink, long begin) throws IOException;

        /** The same bytes as a stream, which must be closed before the source. */
        InputStream stream() throws IOException;

        @Override
        default void close() {}
    }

    private record Copied(SmallExtents small, long position, long count) implements Source {
        @Override
        public long copyTo(Sink sink, long begin) throws IOException {
            return begin + small.copyTo(sink, position + begin, count - begin);
        }

        @Override
        public InputStream stream() {
            return small.stream(position, count);
        }
    }

    private record Zeros(long count) implements Source {
        private static final byte[] BUFFER = new byte[64 * 1024];

        @Override
        public long copyTo(Sink sink, long begin) throws IOException {
            long done = begin;
            int offered = 0;
            int accepted = 0;
            while (done < count && accepted == offered) {
                offered = (int) Math.min(count - done, BUFFER.length);
                accepted = sink.write(BUFFER, 0, offered);
                done += accepted;
            }
            return done;
        }

        @Override
        public InputStream stream() {
            return new ZeroStream(count);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record InMemory(byte[] bytes, Content.Segment segment) implements Source {
        @Override
        public long count() {
            return segment.length();
        }

        @Override
        public long copyTo(Sink sink, long begin) throws IOException {
            return begin + sink.write(bytes, (int) (segment.offset() + begin), (int) (segment.length() - begin));
        }

        @Override
        public InputStream stream() {
            return new ByteArrayInputStream(bytes, (int) segment.offset(), (int) segment.length());
        }
    }

    private record InFile(
            ExtentFiles files,
            Content.Segment segment,
            @Nullable BlockChecksums checksums) implements Source {
        /** How much is sent at once: many blocks, but few enough to verify before the first byte of a response. */
        private static final long STEP = 4L * BlockChecksums.BLOCK;

        /** Verifies the first bytes while the response can still be an error. */
        private void verifyBeginning() throws IOException {
            try (FileChannel file = files.open(segment.extent())) {
                verify(file, segment.offset(), Math.min(STEP, segment.length()));
            }
        }

        private void verify(FileChannel file, long position, long count) {
            if (checksums != null && count > 0) {
                int last = (int) ((position + count - 1) / BlockChecksums.BLOCK);
                for (int block = (int) (position / BlockChecksums.BLOCK); block <= last; block++) {
                    files.verify(segment.extent(), file, checksums, block);
                }
            }
        }

        @Override
        public long count() {
            return segment.length();
        }

        /** Each step is verified when it begins, so the rest of a step that the sink accepted in part was verified before. */
        @Override
        public long copyTo(Sink sink, long begin) throws IOException {
            try (FileChannel file = files.open(segment.extent())) {
                long done = begin;
                while (done < segment.length()) {
                    long count = Math.min(STEP - done % STEP, segment.length() - done);
                    if (done % STEP == 0) {
                        verify(file, segment.offset() + done, count);
                    }
                    long accepted = sink.transfer(file, segment.offset() + done, count);
                    done += accepted;
                    if (accepted < count) {
                        return done;
                    }
                }
                return done;
            }
        }

        @Override
        public InputStream stream() throws IOException {
            FileChannel file = files.open(segment.extent());
            return new FileRange(file, segment.offset(), segment.length(), true, this::verify);
        }

        @Override
        public void close() {
            files.unpin(segment.extent());
        }
    }

    /** Concatenates the sources of a content. Each is opened when the one before it has ended. */
    private static final class ContentStream extends InputStream {
        private final Iterator<? extends OpenContent.Source> sources;
        private @Nullable InputStream current;

        ContentStream(Iterator<? extends OpenContent.Source> sources) {
            this.sources = sources;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            while (current != null || sources.hasNext()) {
                if (current == null) {
                    current = sources.next().stream();
                }
                int count = current.read(bytes, offset, length);
                if (count >= 0) {
                    return count;
                }
                close();
            }
            return -1;
        }

        @Override
        public void close() throws IOException {
            if (current != null) {
                current.close();
                current = null;
            }
        }
    }

    /** A stream of zeros. */
    private static final class ZeroStream extends InputStream {
        private long left;

        ZeroStream(long count) {
            left = count;
        }

        @Override
        public int read() {
            return read(new byte[1], 0, 1) < 0 ? -1 : 0;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int count = (int) Math.min(length, left);
            Arrays.fill(bytes, offset, offset + count, (byte) 0);
            left -= count;
            return count;
        }
    }

    /** A part of a file as a stream. Reading fails if the file ends before the part does. */
    private static final class FileRange extends InputStream {
        private final FileChannel file;
        private final boolean owned;
        private final Check check;
        private long position;
        private long left;

        /**
         * A stream of {@code count} bytes from {@code position}.
         *
         * @param owned whether closing the stream closes the file
         * @param check verifies every part before it is read
         */
        FileRange(FileChannel file, long position, long count, boolean owned, Check check) {
            this.file = file;
            this.position = position;
            this.owned = owned;
            this.check = check;
            left = count;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            check.require(file, position, Math.min(length, left));
            int count = file.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, left)), position);
            if (count < 0) {
                throw new EOFException("file ends at " + position + ", " + left + " bytes too early");
            }
            position += count;
            left -= count;
            return count;
        }

        /** Verifies a part of a file. */
        @FunctionalInterface
        interface Check {
            void require(FileChannel file, long position, long count);
        }

        @Override
        public void close() throws IOException {
            if (owned) {
                file.close();
            }
        }
    }

    /**
     * Copies of small extents, which stay readable after their records are deleted. If they are too large for memory, they
     * are copied to a temporary file that exists until this is closed.
     */
    private static final class SmallExtents implements Closeable {
        private static final int MAX_BYTES_IN_MEMORY = 1024 * 1024;

        private final ExtentFiles files;
        private final LongSupplier newId;
        private ByteArrayOutputStream memory = new ByteArrayOutputStream(0);
        private byte[] inMemory = {};
        private @Nullable FileChannel file;
        private long length;

        SmallExtents(ExtentFiles files, LongSupplier newId) {
            this.files = files;
            this.newId = newId;
        }

        long length() {
            return length;
        }

        void add(byte[] bytes, int offset, int count) throws IOException {
            memory.write(bytes, offset, count);
            length += count;
            if (memory.size() > MAX_BYTES_IN_MEMORY && files.onDisk()) {
                if (file == null) {
                    file = files.createTemporary(newId.getAsLong());
                }
                flush(file);
            }
        }

        /** Ends the adding. Must be called before the first read. */
        void complete() throws IOException {
            if (file == null) {
                inMemory = memory.toByteArray();
            } else {
                flush(file);
            }
            memory = new ByteArrayOutputStream(0);
        }

        /** Returns how many bytes the sink has accepted. */
        long copyTo(OpenContent.Sink sink, long position, long count) throws IOException {
            return file == null
                    ? sink.write(inMemory, (int) position, (int) count)
                    : sink.transfer(file, position, count);
        }

        InputStream stream(long position, long count) {
            return file == null
                    ? new ByteArrayInputStream(inMemory, (int) position, (int) count)
                    : new FileRange(file, position, count, false, (any, from, size) -> {});
        }

        @Override
        public void close() throws IOException {
            if (file != null) {
                file.close();
            }
        }

        private void flush(FileChannel to) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(memory.toByteArray());
            while (bytes.hasRemaining()) {
                to.write(bytes);
            }
            memory.reset();
        }
    }

    /** A content was deleted between reading the record that refers to it and opening it. Reading the record again helps. */
    public static final class ContentGoneException extends RuntimeException {
        ContentGoneException(long extent) {
            super("extent " + extent + " is gone", null, false, false);
        }
    }
}
