package dev.nephelite.cli.process;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.server.HttpServer;
import dev.nephelite.emulator.time.Clocks;
import java.io.UncheckedIOException;

/**
 * The port on which Azurite has its Table service. Who waits until it is open goes on, and every request is answered as
 * not implemented.
 */
public final class TablePort {
    private static final String ERROR = "{\"odata.error\":{\"code\":\"NotImplemented\",\"message\":{\"lang\":\"en-US\","
            + "\"value\":\"The requested operation is not implemented on the specified resource.\"}}}";

    private final HttpServer server;

    private TablePort(HttpServer server) {
        this.server = server;
    }

    /**
     * Opens the port until the process ends.
     *
     * @throws PortInUseException if it is taken
     */
    public static TablePort open(String host, int port, Clocks clocks) {
        try {
            return new TablePort(new HttpServer(host, port, Handler.of(request -> notImplemented()), clocks));
        } catch (UncheckedIOException unavailable) {
            throw new PortInUseException(
                    "Table service", port, "--tablePort", "--blobPort 0 --queuePort 0 --tablePort 0", unavailable);
        }
    }

    /** Its base URL. */
    public String baseUrl() {
        return server.baseUrl();
    }

    private static Response notImplemented() {
        return Response.of(501)
                .header("Content-Type", "application/json;odata=minimalmetadata")
                .header("x-ms-error-code", "NotImplemented")
                .body(Body.text(ERROR));
    }
}
