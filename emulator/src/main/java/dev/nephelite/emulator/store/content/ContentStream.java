package dev.nephelite.emulator.store.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The sources of a content one behind the other, the next one opened when the one before it has ended. */
final class ContentStream extends InputStream {
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
