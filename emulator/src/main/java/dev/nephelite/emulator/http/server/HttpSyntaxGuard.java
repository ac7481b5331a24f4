package dev.nephelite.emulator.http.server;

import dev.nephelite.emulator.http.BytesBody;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.ResumableBody;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.Protocols;
import io.undertow.util.StatusCodes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that the server library accepts although HTTP does not allow them. A body whose end is ambiguous is
 * refused because a proxy in front may see another end of it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6">RFC 9112: Message Body</a>
 */
final class HttpSyntaxGuard {
    /** A domain name has at most 253 characters, and a port six more with its colon. */
    private static final int MAX_HOST_LENGTH = 259;

    private static final String CHUNKED = "chunked";

    private HttpSyntaxGuard() {}

    /** Returns why a request is refused by its head alone. */
    static Optional<Refusal> refusal(HttpServerExchange exchange) {
        if (!exchange.getProtocol().toString().startsWith("HTTP/1.")) {
            exchange.setProtocol(Protocols.HTTP_1_1);
            return refuse(505, "The version in the request line is not 1.x, but this server speaks HTTP/1.1.");
        }
        if (exchange.getRequestURI().indexOf(RequestLine.CONTROL_CHARACTER) >= 0
                || exchange.getQueryString().indexOf(RequestLine.CONTROL_CHARACTER) >= 0) {
            return refuse(400, "The request target contains a control character.");
        }
        @Nullable String host = exchange.getRequestHeaders().getFirst(Headers.HOST);
        if (host != null && host.length() > MAX_HOST_LENGTH) {
            return refuse(
                    400,
                    "The Host header has " + host.length() + " characters; at most " + MAX_HOST_LENGTH
                            + " are allowed.");
        }
        return refusalOfCoding(exchange.getRequestHeaders().get(Headers.TRANSFER_ENCODING));
    }

    static boolean isChunked(HttpServerExchange exchange) {
        return exchange.getRequestHeaders().contains(Headers.TRANSFER_ENCODING);
    }

    private static Optional<Refusal> refusalOfCoding(@Nullable HeaderValues codings) {
        if (codings == null) {
            return Optional.empty();
        }
        String coding = String.join(",", codings).strip();
        if (coding.equalsIgnoreCase(CHUNKED)) {
            return Optional.empty();
        }
        String[] names = coding.split(",", -1);
        boolean endsChunked = names[names.length - 1].strip().equalsIgnoreCase(CHUNKED);
        return endsChunked || names.length == 1
                ? refuse(501, "The only transfer coding that this server understands is 'chunked'.")
                : refuse(400, "The last transfer coding of a request has to be 'chunked'.");
    }

    private static Optional<Refusal> refuse(int status, String reason) {
        return Optional.of(new Refusal(status, reason));
    }

    /**
     * Why a request is not handed to a handler.
     *
     * @param reason a sentence for the client and the log
     */
    record Refusal(int status, String reason) {
        private static final String TEXT = "text/plain; charset=utf-8";

        Response response() {
            return Response.of(status).header("Content-Type", TEXT).body(body());
        }

        ResumableBody body() {
            return new BytesBody(content());
        }

        /** The whole response, after which the connection is closed, for a request that has no exchange. */
        byte[] message() {
            byte[] content = content();
            byte[] head = ("HTTP/1.1 " + status + " " + StatusCodes.getReason(status)
                            + "\r\nConnection: close\r\nContent-Type: " + TEXT + "\r\nContent-Length: " + content.length
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            byte[] message = Arrays.copyOf(head, head.length + content.length);
            System.arraycopy(content, 0, message, head.length, content.length);
            return message;
        }

        private byte[] content() {
            return (reason + "\n").getBytes(StandardCharsets.UTF_8);
        }
    }
}
