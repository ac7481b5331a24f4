package dev.nephelite.function.client;

import dev.nephelite.emulator.http.Headers;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/** A complete HTTP response. */
final class HttpReply {
    private final int status;
    private final Headers headers;
    private final byte[] body;

    HttpReply(int status, Headers headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    int status() {
        return status;
    }

    Headers headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    /** Reads HTTP/1.1 responses from a connection, one after the other. For use by one thread. */
    static final class Reader {
        private static final int NO_CONTENT = 204;
        private static final int NOT_MODIFIED = 304;
        private static final int MAX_LINE_LENGTH = 64 * 1024;
        private static final byte[] NOTHING = {};

        private final InputStream in;
        private final byte[] buffer = new byte[8 * 1024];
        private int next;
        private int end;
        private boolean begun;
        private boolean last;

        Reader(InputStream in) {
            this.in = in;
        }

        /** Whether part of a response has arrived and the rest is outstanding. */
        boolean hasBegun() {
            return begun;
        }

        /** Whether the server closes the connection after this response. */
        boolean isLast() {
            return last;
        }

        /**
         * Reads the next response.
         *
         * @param method of the request, which determines whether there is a body
         */
        HttpReply read(String method) throws IOException {
            int status = status(line());
            Headers headers = headers();
            while (status / 100 == 1) {
                status = status(line());
                headers = headers();
            }
            HttpReply reply = new HttpReply(status, headers, body(method, status, headers));
            begun = false;
            return reply;
        }

        private int status(String line) throws IOException {
            String[] parts = line.split(" ", 3);
            if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("[1-9][0-9]{2}")) {
                throw new IOException("not an HTTP/1.1 response: " + line);
            }
            last = parts[0].equals("HTTP/1.0");
            return Integer.parseInt(parts[1]);
        }

        private Headers headers() throws IOException {
            Headers.Builder headers = new Headers.Builder();
            for (String line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                if (colon < 1) {
                    throw new IOException("not a header line: " + line);
                }
                headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
            }
            return headers.build();
        }

        private byte[] body(String method, int status, Headers headers) throws IOException {
            last |= "close".equalsIgnoreCase(headers.get("Connection"));
            if (method.equals("HEAD") || status == NO_CONTENT || status == NOT_MODIFIED) {
                return NOTHING;
            }
            String encoding = Objects.requireNonNullElse(headers.get("Transfer-Encoding"), "");
            if (encoding.toLowerCase(Locale.ROOT).endsWith("chunked")) {
                return chunks();
            }
            String length = headers.get("Content-Length");
            if (length == null) {
                last = true;
                return rest();
            }
            return exactly(number(length, 10));
        }

        private byte[] chunks() throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int size = chunkSize(); size > 0; size = chunkSize()) {
                body.writeBytes(exactly(size));
                line();
            }
            headers();
            return body.toByteArray();
        }

        private int chunkSize() throws IOException {
            String line = line();
            int extension = line.indexOf(';');
            return number((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
        }

        private static int number(String text, int radix) throws IOException {
            try {
                return Integer.parseUnsignedInt(text, radix);
            } catch (NumberFormatException malformed) {
                throw new IOException("not the length of a body that fits in memory: " + text, malformed);
            }
        }

        private byte[] exactly(int length) throws IOException {
            if (length < 0) {
                throw new IOException("a body of more than 2 GiB");
            }
            byte[] content = new byte[length];
            int copied = Math.min(length, end - next);
            System.arraycopy(buffer, next, content, 0, copied);
            next += copied;
            if (in.readNBytes(content, copied, length - copied) < length - copied) {
                throw new EOFException("the connection ended in the middle of a body");
            }
            return content;
        }

        private byte[] rest() throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.write(buffer, next, end - next);
            next = end;
            in.transferTo(body);
            return body.toByteArray();
        }

        /** The next line, without its line break. */
        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            while (true) {
                if (next == end) {
                    fill();
                }
                int from = next;
                while (next < end && buffer[next] != '\n') {
                    next++;
                }
                line.append(new String(buffer, from, next - from, StandardCharsets.ISO_8859_1));
                if (line.length() > MAX_LINE_LENGTH) {
                    throw new IOException("a header line of more than " + MAX_LINE_LENGTH + " bytes");
                }
                if (next < end) {
                    next++;
                    int length = line.length();
                    boolean carriageReturn = length > 0 && line.charAt(length - 1) == '\r';
                    return line.substring(0, carriageReturn ? length - 1 : length);
                }
            }
        }

        private void fill() throws IOException {
            next = 0;
            end = 0;
            int read = in.read(buffer);
            if (read < 0) {
                throw new EOFException("the connection ended");
            }
            end = read;
            begun = true;
        }
    }
}
