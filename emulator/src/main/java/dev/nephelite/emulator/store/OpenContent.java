package dev.nephelite.emulator.store;

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
    private final Gathering small;
    private final List<Source> sources = new ArrayList<>();
    private final long length;
    private @Nullable ContentStream stream;
    private boolean closed;

    OpenContent(View view, ExtentFiles files, LongSupplier newId, Content content) {
        this.files = files;
        small = new Gathering(files, newId);
        length = content.length();
        boolean complete = false;
        try {
            for (Content.Segment segment : content.segments()) {
                add(view, segment);
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

    /** Hands all bytes to {@code sink}, in their order. */
    public void copyTo(Sink sink) throws IOException {
        for (Source source : sources) {
            source.copyTo(sink);
        }
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

    private void add(View view, Content.Segment segment) throws IOException {
        if (segment.extent() == Content.Segment.ZEROS) {
            sources.add(new Zeros(segment.length()));
            return;
        }
        @Nullable Extent extent = view.get(Extent.TABLE, Extent.key(segment.extent()));
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

    /** Where a content goes. */
    public interface Sink {
        void write(byte[] bytes, int offset, int count) throws IOException;

        void transfer(FileChannel file, long position, long count) throws IOException;
    }

    /** Where some of the bytes come from. */
    interface Source extends Closeable {
        void copyTo(Sink sink) throws IOException;

        /** The same bytes as a stream, which is closed before the source is. */
        InputStream stream() throws IOException;

        @Override
        default void close() {}
    }

    private record Gathered(Gathering small, long position, long count) implements Source {
        @Override
        public void copyTo(Sink sink) throws IOException {
            small.copyTo(sink, position, count);
        }

        @Override
        public InputStream stream() {
            return small.stream(position, count);
        }
    }

    private record Zeros(long count) implements Source {
        private static final byte[] SOME = new byte[64 * 1024];

        @Override
        public void copyTo(Sink sink) throws IOException {
            for (long left = count; left > 0; left -= SOME.length) {
                sink.write(SOME, 0, (int) Math.min(left, SOME.length));
            }
        }

        @Override
        public InputStream stream() {
            return new ZeroStream(count);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record InMemory(byte[] bytes, Content.Segment segment) implements Source {
        @Override
        public void copyTo(Sink sink) throws IOException {
            sink.write(bytes, (int) segment.offset(), (int) segment.length());
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
        public void copyTo(Sink sink) throws IOException {
            try (FileChannel file = files.open(segment.extent())) {
                long end = segment.offset() + segment.length();
                for (long position = segment.offset(); position < end; position += STEP) {
                    long count = Math.min(STEP, end - position);
                    verify(file, position, count);
                    sink.transfer(file, position, count);
                }
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
