package dev.nephelite.emulator.http;

import dev.nephelite.emulator.time.Clock;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Translates between the server library's exchange and our request and response. */
final class ExchangeHandler implements HttpHandler {
    private static final Logger LOG = Logger.getLogger(ExchangeHandler.class.getName());
    private static final HttpString CONTENT_LENGTH = new HttpString("Content-Length");
    private static final String HEAD = "HEAD";

    private final Handler handler;
    private final Clock clock;
    private final Duration inactivity;
    private final Patience patience;

    ExchangeHandler(Handler handler, Clock clock, Duration inactivity) {
        this.handler = handler;
        this.clock = clock;
        this.inactivity = inactivity;
        patience = new Patience(inactivity);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        if (exchange.isInIoThread()) {
            exchange.dispatch(this);
        } else {
            answer(exchange);
        }
    }

    private void answer(HttpServerExchange exchange) {
        try {
            Response response = handler.handle(request(exchange));
            try (Body body = response.body()) {
                send(exchange, response, body);
            }
        } catch (IOException clientIsGone) {
            LOG.log(Level.FINE, "connection lost", clientIsGone);
            closeConnection(exchange);
        } catch (RuntimeException bug) {
            LOG.log(Level.SEVERE, "cannot answer " + exchange.getRequestMethod() + " " + exchange.getRequestURI(), bug);
            fail(exchange);
        }
    }

    private HttpRequest request(HttpServerExchange exchange) {
        Headers.Builder headers = new Headers.Builder();
        for (HeaderValues values : exchange.getRequestHeaders()) {
            values.forEach(value -> headers.add(values.getHeaderName().toString(), value));
        }
        String query = exchange.getQueryString();
        String rawQuery = query == null || query.isEmpty() ? null : query;
        Headers built = headers.build();
        String host = built.get("Host");
        return new HttpRequest(
                exchange.getRequestMethod().toString(),
                exchange.getRequestScheme(),
                host == null ? "" : host,
                rawPath(exchange),
                rawQuery,
                built,
                exchange.getRequestContentLength(),
                new RequestBody(exchange, patience),
                exchange.getSourceAddress().getAddress().getHostAddress(),
                clock.now());
    }

    private static String rawPath(HttpServerExchange exchange) {
        String uri = exchange.getRequestURI();
        if (!exchange.isHostIncludedInRequestURI()) {
            return uri;
        }
        int path = uri.indexOf('/', uri.indexOf("://") + 3);
        return path < 0 ? "/" : uri.substring(path);
    }

    private void send(HttpServerExchange exchange, Response response, Body body) throws IOException {
        exchange.setStatusCode(response.status());
        if (response.reason() != null) {
            exchange.setReasonPhrase(response.reason());
        }
        for (Response.Header header : response.headers()) {
            exchange.getResponseHeaders().add(new HttpString(header.name()), header.value());
        }
        boolean head = exchange.getRequestMethod().equalToString(HEAD);
        boolean lengthKnown = response.has(CONTENT_LENGTH.toString());
        if (body.length() >= 0 && !lengthKnown && mayHaveBody(response.status())) {
            exchange.getResponseHeaders().put(CONTENT_LENGTH, body.length());
        }
        ConnectionSink sink = new ConnectionSink(exchange, patience);
        boolean hasBody = !head && body.length() != 0;
        if (hasBody) {
            body.writeTo(sink);
        }
        if (hasBody || !exchange.isRequestComplete()) {
            // A client whose upload is refused learns so before the rest of it has come.
            sink.finish();
        }
        exchange.endExchange();
        giveUpUnreadBody(exchange);
    }

    /** What the handler did not want to read is skipped without a thread, but not for ever. */
    private void giveUpUnreadBody(HttpServerExchange exchange) {
        if (!exchange.isRequestComplete()) {
            exchange.getIoThread()
                    .executeAfter(
                            () -> {
                                if (!exchange.isRequestComplete()) {
                                    closeConnection(exchange);
                                }
                            },
                            inactivity.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    private static boolean mayHaveBody(int status) {
        return status >= 200 && status != 204 && status != 304;
    }

    private static void fail(HttpServerExchange exchange) {
        if (exchange.isResponseStarted()) {
            closeConnection(exchange);
        } else {
            exchange.setStatusCode(500).endExchange();
        }
    }

    /** Half an answer must not look like a whole one, so the client has to see the connection break. */
    private static void closeConnection(HttpServerExchange exchange) {
        try {
            exchange.getConnection().close();
        } catch (IOException | RejectedExecutionException alreadyClosed) {
            LOG.log(Level.FINE, "already closed, or the whole server is", alreadyClosed);
        }
    }
}
