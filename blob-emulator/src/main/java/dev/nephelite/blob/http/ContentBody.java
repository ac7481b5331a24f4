package dev.nephelite.blob.http;

import dev.nephelite.emulator.http.ResumableBody;
import dev.nephelite.emulator.store.content.OpenContent;
import java.io.IOException;
import java.nio.channels.FileChannel;

/** The body of a response that carries stored bytes. */
public record ContentBody(OpenContent content) implements ResumableBody {
    @Override
    public long length() {
        return content.length();
    }

    @Override
    public Progress sendTo(Sink sink) throws IOException {
        boolean complete = content.copyTo(new OpenContent.Sink() {
            @Override
            public int write(byte[] bytes, int offset, int count) throws IOException {
                return sink.write(bytes, offset, count);
            }

            @Override
            public long transfer(FileChannel file, long position, long count) throws IOException {
                return sink.transfer(file, position, count);
            }
        });
        return complete ? Progress.COMPLETE : Progress.SINK_IS_FULL;
    }

    @Override
    public void close() {
        content.close();
    }
}
