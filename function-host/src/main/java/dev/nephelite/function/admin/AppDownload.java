package dev.nephelite.function.admin;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Body.BodySink;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.admin.AdminRoutes.AdminOperation;
import dev.nephelite.function.admin.AdminRoutes.AdminRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Returns the app as a zip file, which is written while it is sent. */
record AppDownload(HostControl host) implements AdminOperation {
    @Override
    public Response handle(AdminRequest request) throws IOException {
        AppContent content = AppContent.of(host.app());
        return Response.of(200)
                .header("Content-Type", "application/octet-stream")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Disposition", "attachment; filename=functions.zip")
                .body(new Zip(content.root(), content.files()));
    }

    private record Zip(Path root, List<Path> files) implements Body {
        @Override
        public long length() {
            return -1;
        }

        @Override
        public void writeTo(BodySink sink) throws IOException {
            ZipOutputStream zip = new ZipOutputStream(new SinkStream(sink));
            for (Path file : files) {
                ZipEntry entry = new ZipEntry(file.toString().replace('\\', '/'));
                entry.setLastModifiedTime(Files.getLastModifiedTime(root.resolve(file)));
                zip.putNextEntry(entry);
                Files.copy(root.resolve(file), zip);
                zip.closeEntry();
            }
            zip.finish();
            zip.flush();
        }
    }

    /** A sink as a stream. */
    private static final class SinkStream extends OutputStream {
        private final BodySink sink;

        SinkStream(BodySink sink) {
            this.sink = sink;
        }

        @Override
        public void write(int octet) throws IOException {
            sink.write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            sink.write(bytes, offset, length);
        }
    }
}
