package dev.nephelite.emulator.service;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.BodySink;
import dev.nephelite.emulator.store.OpenContent;
import java.io.IOException;
import java.nio.channels.FileChannel;

/** The body of a response that carries stored bytes. */
public record ContentBody(OpenContent content) implements Body {
    @Override
    public long length() {
        return content.length();
    }

    @Override
    public void writeTo(BodySink sink) throws IOException {
        content.copyTo(new OpenContent.Sink() {
            @Override
            public void write(byte[] bytes, int offset, int count) throws IOException {
                sink.write(bytes, offset, count);
            }

            @Override
            public void transfer(FileChannel file, long position, long count) throws IOException {
                sink.transfer(file, position, count);
            }
        });
    }

    @Override
    public void close() {
        content.close();
    }
}
