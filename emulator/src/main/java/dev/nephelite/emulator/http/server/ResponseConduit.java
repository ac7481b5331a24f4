package dev.nephelite.emulator.http.server;

import dev.nephelite.emulator.http.server.HttpSyntaxGuard.Refusal;
import io.undertow.server.handlers.HostHeaderHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.xnio.StreamConnection;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.StreamSinkConduit;

/**
 * Replaces the responses with which the server library refuses a request by its head. They reach no handler, are not
 * logged, give no reason and are followed by a close that the client may take for a broken connection. The response that
 * is sent instead gives the reason, which is logged, and a {@link LingeringClose} follows.
 */
final class ResponseConduit extends AbstractStreamSinkConduit<StreamSinkConduit> {
    private static final Logger LOG = Logger.getLogger(ResponseConduit.class.getName());
    private static final String STATUS_LINE = "HTTP/1.1 400 ";
    private static final String BAD_REQUEST = "Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    private static final int MAX_REASON_PHRASE_LENGTH = 64;

    /** By the reason phrases of the library. */
    private static final Map<String, String> HOST_REASONS = Map.of(
            HostHeaderHandler.STATUS_NO_HOST_HEADER, "Header 'Host' is missing.",
            HostHeaderHandler.STATUS_TOO_MANY_HOST_HEADERS, "Header 'Host' is there twice.",
            HostHeaderHandler.STATUS_MALFORMED_PORT, "The port in header 'Host' is not a number from 1 to 65535.",
            HostHeaderHandler.STATUS_MALFORMED_IP_LITERAL, "The address in header 'Host' is malformed.",
            HostHeaderHandler.STATUS_MALFORMED_IP_LITERAL_BAD_CHARS,
                    "Header 'Host' contains a character that is not allowed in names of hosts.",
            HostHeaderHandler.STATUS_HOST_NO_MATCH,
                    "Header 'Host' names another host than the target in the request line.");

    private final StreamConnection connection;
    private final RequestConduit requests;
    private @Nullable ByteBuffer replacement;
    private boolean replaced;

    ResponseConduit(StreamConnection connection, RequestConduit requests) {
        super(connection.getSinkChannel().getConduit());
        this.connection = connection;
        this.requests = requests;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return isReplaced(source) ? sendReplacement() : next.write(source);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        return length > 0 && isReplaced(sources[offset]) ? sendReplacement() : next.write(sources, offset, length);
    }

    @Override
    public int writeFinal(ByteBuffer source) throws IOException {
        return isReplaced(source) ? sendReplacement() : next.writeFinal(source);
    }

    @Override
    public long writeFinal(ByteBuffer[] sources, int offset, int length) throws IOException {
        return length > 0 && isReplaced(sources[offset]) ? sendReplacement() : next.writeFinal(sources, offset, length);
    }

    /** The library waits until it can write its own response, which never comes. */
    @Override
    public void resumeWrites() {
        if (!replaced) {
            next.resumeWrites();
        }
    }

    private boolean isReplaced(ByteBuffer response) {
        if (replacement != null) {
            return true;
        }
        if (requests.isHandled()) {
            return false;
        }
        @Nullable Refusal refusal = refusal(response);
        if (refusal == null) {
            return false;
        }
        replacement = ByteBuffer.wrap(refusal.message());
        return true;
    }

    /** Returns and logs what is sent instead of {@code response}, or null if it is not one of the library's. */
    private @Nullable Refusal refusal(ByteBuffer response) {
        int length = Math.min(response.remaining(), STATUS_LINE.length() + MAX_REASON_PHRASE_LENGTH);
        byte[] begin = new byte[length];
        response.get(response.position(), begin);
        String text = new String(begin, StandardCharsets.ISO_8859_1);
        if (!text.startsWith(STATUS_LINE)) {
            return null;
        }
        String rest = text.substring(STATUS_LINE.length());
        MalformedHead head = MalformedHead.of(requests.head());
        @Nullable String reason = rest.equals(BAD_REQUEST) ? head.reason() : hostReason(rest);
        if (reason == null) {
            return null;
        }
        int port = connection.getLocalAddress(InetSocketAddress.class).getPort();
        LOG.log(Level.WARNING, () -> "refused " + head.method() + " on port " + port + " (400): " + reason);
        return new Refusal(400, reason);
    }

    private static @Nullable String hostReason(String rest) {
        int end = rest.indexOf('\r');
        return end < 0 ? null : HOST_REASONS.get(rest.substring(0, end));
    }

    /** Always returns 0, so that the library does not close the connection after its response. */
    private int sendReplacement() throws IOException {
        ByteBuffer left = replacement;
        while (left != null && left.hasRemaining()) {
            if (next.write(left) == 0) {
                return 0;
            }
        }
        if (!replaced) {
            replaced = true;
            next.suspendWrites();
            requests.close(() -> {});
        }
        return 0;
    }
}
