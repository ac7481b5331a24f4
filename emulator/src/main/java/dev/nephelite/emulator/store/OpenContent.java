package dev.nephelite.emulator.store;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A content ready to be read, once. What it found at its opening stays readable when its record changes; of contents in
 * very many files, only the first are opened at once.
 */
public final class OpenContent implements Closeable {
    private static final int FILES_OPENED_AT_ONCE = 64;

    private final ExtentFiles files;
    private final List<Source> sources = new ArrayList<>();
    private final long length;

    OpenContent(View view, ExtentFiles files, Content content) {
        this.files = files;
        length = content.length();
        try {
            int opened = 0;
            for (Content.Segment segment : content.segments()) {
                @Nullable Extent extent = view.get(Extent.TABLE, Extent.key(segment.extent()));
                if (extent == null) {
                    throw new ContentGoneException(segment.extent());
                }
                boolean now = extent.isFile() && opened++ < FILES_OPENED_AT_ONCE;
                sources.add(new Source(segment, extent, now ? files.open(segment.extent()) : null));
            }
        } catch (IOException unreadable) {
            close();
            throw new UncheckedIOException(unreadable);
        } catch (ContentGoneException gone) {
            close();
            throw gone;
        }
    }

    public long length() {
        return length;
    }

    /** Hands all bytes to {@code sink}, in their order. */
    public void copyTo(Sink sink) throws IOException {
        for (Source source : sources) {
            Content.Segment segment = source.segment;
            byte @Nullable [] bytes = source.extent.bytes();
            if (bytes != null) {
                sink.write(bytes, (int) segment.offset(), (int) segment.length());
            } else if (source.file != null) {
                sink.transfer(source.file, segment.offset(), segment.length());
            } else {
                try (FileChannel file = files.open(segment.extent())) {
                    sink.transfer(file, segment.offset(), segment.length());
                }
            }
        }
    }

    /** All bytes at once; for contents that are known to be small. */
    public byte[] bytes() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        copyTo(new Sink() {
            @Override
            public void write(byte[] bytes, int offset, int count) {
                all.write(bytes, offset, count);
            }

            @Override
            public void transfer(FileChannel file, long position, long count) throws IOException {
                ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(count));
                while (buffer.hasRemaining() && file.read(buffer, position + buffer.position()) >= 0) {
                    // Goes on until all is read.
                }
                all.write(buffer.array(), 0, buffer.position());
            }
        });
        return all.toByteArray();
    }

    @Override
    public void close() {
        for (Source source : sources) {
            try {
                if (source.file != null) {
                    source.file.close();
                }
            } catch (IOException nothingWasWritten) {
                throw new UncheckedIOException(nothingWasWritten);
            }
        }
    }

    /** Where a content goes. */
    public interface Sink {
        void write(byte[] bytes, int offset, int count) throws IOException;

        void transfer(FileChannel file, long position, long count) throws IOException;
    }

    private record Source(
            Content.Segment segment,
            Extent extent,
            @Nullable FileChannel file) {}
}
