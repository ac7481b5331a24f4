package dev.nephelite.emulator.http;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** Where a {@link Body} writes itself: the client's connection. */
public interface BodySink {
    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Sends {@code count} bytes of {@code file} from {@code position}, without copying them where the platform can. */
    void transfer(FileChannel file, long position, long count) throws IOException;

    /** Hands what was written so far to the client. */
    void flush() throws IOException;
}
