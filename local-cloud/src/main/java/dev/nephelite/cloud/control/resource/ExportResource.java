package dev.nephelite.cloud.control.resource;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import java.io.IOException;

/** Everything that is stored, as one file. */
public record ExportResource(ControlledCloud cloud) implements Handler.Synchronous {
    @Override
    public Response handle(HttpRequest request) {
        return Response.of(200).header("Content-Type", "application/zip").body(new ExportBody(cloud));
    }

    /** An export that begins when the first byte is sent. If it fails, the connection is closed before its end. */
    private record ExportBody(ControlledCloud cloud) implements Body {
        @Override
        public long length() {
            return -1;
        }

        @Override
        public void writeTo(BodySink sink) throws IOException {
            cloud.export(sink.asOutputStream());
        }
    }
}
