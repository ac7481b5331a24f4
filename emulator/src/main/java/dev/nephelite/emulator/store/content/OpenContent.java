package dev.nephelite.emulator.store.content;

import dev.nephelite.emulator.store.disk.StoreException;
import dev.nephelite.emulator.store.table.RecordReader;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A content ready to be read, once, at whatever pace. What it found at its opening stays readable when its record
 * changes: files wait for it before they go, and small extents are copied. However many segments there are, one file is
 * open at a time.
 */
public final class OpenContent implements Closeable {
    private final ExtentFiles files;
    private final ExtentCopy small;
    private final List<Source> sources = new ArrayList<>();
    private final long length;
    private int sourceIndex;
    private long position;
    private @Nullable ContentStream stream;
    private boolean closed;

    public OpenContent(RecordReader recordReader, ExtentFiles files, LongSupplier newId, Content content) {
        this.files = files;
        small = new ExtentCopy(files, newId);
        length = content.length();
        boolean complete = false;
        try {
            for (Content.Segment segment : content.segments()) {
                add(recordReader, segment);
            }
            small.complete();
            complete = true;
        } catch (IOException unreadable) {
            throw new StoreException("cannot read a content: " + unreadable.getMessage(), unreadable);
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
     * Hands bytes to {@code sink}, in their order and from where the last call has stopped, for as long as it takes them.
     *
     * @return whether it took the last one
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

    /** The same bytes, for whoever takes them when they are needed. It is closed with this. */
    public InputStream stream() {
        stream = new ContentStream(sources.iterator());
        return stream;
    }

    /** All bytes at once; for contents that are known to be small. */
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
        } catch (IOException nothingIsLost) {
            throw new UncheckedIOException(nothingIsLost);
        }
    }

    private void add(RecordReader recordReader, Content.Segment segment) throws IOException {
        if (segment.extent() == Content.Segment.ZEROS) {
            sources.add(new Zeros(segment.length()));
            return;
        }
        @Nullable Extent extent = recordReader.get(Extent.TABLE, Extent.key(segment.extent()));
        if (extent == null) {
            throw new ContentGoneException(segment.extent());
        }
        byte @Nullable [] bytes = extent.bytes();
        if (bytes != null) {
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

    /** Small segments that follow one another become one source. */
    private void addSmall(byte[] bytes, Content.Segment segment) throws IOException {
        long position = small.length();
        small.add(bytes, (int) segment.offset(), (int) segment.length());
        int last = sources.size() - 1;
        if (last >= 0 && sources.get(last) instanceof Gathered before) {
            sources.set(last, new Gathered(small, before.position, before.count + segment.length()));
        } else {
            sources.add(new Gathered(small, position, segment.length()));
        }
    }

    /** Where a content goes. Each method returns how many bytes were taken; fewer than all end the copying for now. */
    public interface Sink {
        int write(byte[] bytes, int offset, int count) throws IOException;

        long transfer(FileChannel file, long position, long count) throws IOException;
    }

    /** Where some of the bytes come from. */
    interface Source extends Closeable {
        /** How many bytes there are. */
        long count();

        /** Hands over bytes from {@code begin} on, and returns the position behind the last one that was taken. */
        long copyTo(Sink sink, long begin) throws IOException;

        /** The same bytes as a stream, which is closed before the source is. */
        InputStream stream() throws IOException;

        @Override
        default void close() {}
    }

    private record Gathered(ExtentCopy small, long position, long count) implements Source {
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
        private static final byte[] SOME = new byte[64 * 1024];

        @Override
        public long copyTo(Sink sink, long begin) throws IOException {
            long done = begin;
            int offered = 0;
            int taken = 0;
            while (done < count && taken == offered) {
                offered = (int) Math.min(count - done, SOME.length);
                taken = sink.write(SOME, 0, offered);
                done += taken;
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
        /** Sent together: many times a block, and little enough to verify before the first byte of an answer. */
        private static final long STEP = 4L * BlockChecksums.BLOCK;

        /** While a client can still be told. */
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

        /** A step is verified when it begins. One that the sink did not take whole was. */
        @Override
        public long copyTo(Sink sink, long begin) throws IOException {
            try (FileChannel file = files.open(segment.extent())) {
                long done = begin;
                while (done < segment.length()) {
                    long count = Math.min(STEP - done % STEP, segment.length() - done);
                    if (done % STEP == 0) {
                        verify(file, segment.offset() + done, count);
                    }
                    long taken = sink.transfer(file, segment.offset() + done, count);
                    done += taken;
                    if (taken < count) {
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
}
