package dev.nephelite.protocol.fuzz;

import dev.nephelite.emulator.http.Headers;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Sends bytes that need not be HTTP, and reads the answer, on one connection for as long as the server keeps it. */
final class RawConnection implements AutoCloseable {
    /** Ends a test that hangs; no assertion depends on it. */
    private static final int HANG_MILLIS = 240_000;

    private final int port;
    private @Nullable Socket socket;
    private InputStream input = InputStream.nullInputStream();

    RawConnection(int port) {
        this.port = port;
    }

    /** Sends a request after which others will follow. */
    FuzzResponse exchange(String method, byte[] request) throws IOException {
        boolean fresh = socket == null;
        FuzzResponse answer = send(method, request, false);
        // A server may close a connection that rests; then it has not seen the request.
        return answer.isNone() && !fresh ? send(method, request, false) : answer;
    }

    /** Sends bytes of which the server cannot know where they end, unless the connection ends as well. */
    FuzzResponse last(String method, byte[] request) throws IOException {
        close();
        try {
            return send(method, request, true);
        } finally {
            close();
        }
    }

    /** Ends the connection. The next request opens another one. */
    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }

    private FuzzResponse send(String method, byte[] request, boolean last) throws IOException {
        Socket open = open();
        try {
            open.getOutputStream().write(request);
            if (last) {
                open.shutdownOutput();
            }
        } catch (SocketException refusedBeforeAllWasSent) {
            // There may be an answer all the same.
        }
        try {
            return read(method);
        } catch (SocketException reset) {
            close();
            return FuzzResponse.NONE;
        }
    }

    private Socket open() throws IOException {
        if (socket == null) {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(HANG_MILLIS);
            socket.setTcpNoDelay(true);
            input = new BufferedInputStream(socket.getInputStream());
        }
        return socket;
    }

    private FuzzResponse read(String method) throws IOException {
        while (true) {
            String line = line();
            if (line.isEmpty()) {
                close();
                return FuzzResponse.NONE;
            }
            int status = Integer.parseInt(line.split(" ", 3)[1]);
            Headers headers = headers();
            if (status >= 200 && isEndless(headers)) {
                close();
                return FuzzResponse.of(status, headers, new byte[0]);
            }
            if (status >= 200) {
                byte[] body = hasBody(method, status) ? body(headers) : new byte[0];
                if ("close".equalsIgnoreCase(headers.get("Connection"))) {
                    close();
                }
                return FuzzResponse.of(status, headers, body);
            }
        }
    }

    /** Whether the body may go on for as long as the server does. */
    private static boolean isEndless(Headers headers) {
        return "application/x-ndjson".equals(headers.get("Content-Type"));
    }

    private static boolean hasBody(String method, int status) {
        return !method.equals("HEAD") && status != 204 && status != 304;
    }

    private byte[] body(Headers headers) throws IOException {
        @Nullable String length = headers.get("Content-Length");
        if (length != null) {
            return exactly(Integer.parseInt(length));
        }
        @Nullable String coding = headers.get("Transfer-Encoding");
        if (coding == null || !coding.toLowerCase(Locale.ROOT).equals("chunked")) {
            byte[] rest = input.readAllBytes();
            close();
            return rest;
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            all.write(exactly(size));
            line();
        }
        line();
        return all.toByteArray();
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = input.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("an answer ended after %d of %d bytes".formatted(bytes.length, length));
        }
        return bytes;
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private Headers headers() throws IOException {
        Headers.Builder headers = new Headers.Builder();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return headers.build();
    }

    /** The next line without its end, empty at the end of the stream. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = input.read(); c >= 0 && c != '\n'; c = input.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
