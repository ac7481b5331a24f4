package dev.nephelite.cli.process;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Standard error of a program in the background. During the start, the command that has started it gets everything. From {@link
 * #open} on, a file gets it. The file is renamed at {@value #MAX_BYTES} bytes, and an older one of that name is replaced, so the log
 * takes at most twice as much. Thread-safe.
 */
public final class BackgroundLog extends OutputStream {
    /** What is appended to the name of the file when another one begins. */
    private static final String EARLIER = ".1";

    private static final long MAX_BYTES = 10 << 20;

    private final long maxBytes;
    private @Nullable OutputStream starter;
    private @Nullable Path path;
    private @Nullable OutputStream file;
    private long size;

    /** Standard error of this process until {@link #open} is called. */
    public static BackgroundLog ofThisProcess() {
        return new BackgroundLog(new FileOutputStream(FileDescriptor.err), MAX_BYTES);
    }

    BackgroundLog(OutputStream starter, long maxBytes) {
        this.starter = starter;
        this.maxBytes = maxBytes;
    }

    /** Writes to the end of this file from now on, too. */
    public synchronized void open(Path log) throws IOException {
        path = log;
        file = Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        size = Files.size(log);
    }

    /** Writes to the file only. To be called when the start has ended, because nobody reads the other stream any more. */
    public synchronized void started() {
        starter = null;
    }

    @Override
    public synchronized void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (starter != null) {
            starter.write(bytes, offset, length);
        }
        if (file != null) {
            file.write(bytes, offset, length);
            size += length;
            if (size >= maxBytes && length > 0 && bytes[offset + length - 1] == '\n') {
                beginAnother(file);
            }
        }
    }

    private void beginAnother(OutputStream full) throws IOException {
        full.close();
        Path log = path;
        if (log != null) {
            Files.move(log, log.resolveSibling(log.getFileName() + EARLIER), StandardCopyOption.REPLACE_EXISTING);
            open(log);
        }
    }
}
