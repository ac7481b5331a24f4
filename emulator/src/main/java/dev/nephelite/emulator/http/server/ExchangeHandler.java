package dev.nephelite.emulator.http.server;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Body.BodySink;
import dev.nephelite.emulator.http.BytesBody;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.ResumableBody;
import dev.nephelite.emulator.http.server.HttpSyntaxGuard.Refusal;
import dev.nephelite.emulator.http.server.RequestBody.MalformedBodyException;
import dev.nephelite.emulator.time.Clock;
import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import io.undertow.util.SameThreadExecutor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.xnio.XnioIoThread;

/**
 * Translates between the server library's exchange and our request and response. Every request is answered or its
 * connection is closed, and the body of every response is closed, even after errors.
 */
final class ExchangeHandler implements HttpHandler {
    private static final Logger LOG = Logger.getLogger(ExchangeHandler.class.getName());
    private static final HttpString CONTENT_LENGTH = new HttpString("Content-Length");
    private static final String HEAD = "HEAD";
    private static final int SMALL = 64 * 1024;

    private final Handler handler;
    private final Clock clock;
    private final Duration inactivity;
    private final InactivityTimeout timeout;
    private final ServerThreads threads;
    private final PendingTasks tasks = new PendingTasks();
    private final Set<HttpServerExchange> uploads = ConcurrentHashMap.newKeySet();

    ExchangeHandler(Handler handler, Clock clock, Duration inactivity, ServerThreads threads) {
        this.handler = handler;
        this.clock = clock;
        this.inactivity = inactivity;
        this.threads = threads;
        timeout = new InactivityTimeout(inactivity);
    }

    /** Lets bodies that are still arriving end. */
    void endUploads() {
        uploads.forEach(exchange -> RequestConduit.of(exchange).endReads());
    }

    /** Waits until no thread answers a request. */
    void awaitTasks() {
        tasks.awaitNone();
    }

    /**
     * Non-blocking requests run on the I/O thread, because dispatching would cost more than the response itself. A
     * small body is received without a thread; only larger ones are read from the connection by a thread that may
     * block.
     */
    @Override
    public void handleRequest(HttpServerExchange exchange) {
        attempt(exchange, () -> {
            Optional<Refusal> refusal = HttpSyntaxGuard.refusal(exchange);
            if (refusal.isPresent()) {
                // Where the next request would begin is unknown.
                exchange.setPersistent(false);
                Connectors.terminateRequest(exchange);
                log(exchange, refusal.get());
                sendAtOnce(exchange, refusal.get().response());
                return;
            }
            if (HttpSyntaxGuard.isChunked(exchange)) {
                RequestConduit.of(exchange).checkChunks(exchange);
            }
            RequestBody body = new RequestBody(exchange, timeout);
            HttpRequest request = request(exchange, body);
            if (body.hasArrived()) {
                answerArrived(exchange, request);
            } else if (body.isSmall()) {
                exchange.dispatch(SameThreadExecutor.INSTANCE, () -> awaitBody(exchange, request, body));
            } else {
                exchange.dispatch(SameThreadExecutor.INSTANCE, () -> handOverUpload(exchange, request));
            }
        });
    }

    private void awaitBody(HttpServerExchange exchange, HttpRequest request, RequestBody body) {
        body.await(
                inactivity,
                () -> attempt(exchange, () -> answerArrived(exchange, request)),
                failure -> attempt(exchange, () -> {
                    throw failure;
                }));
    }

    private void answerArrived(HttpServerExchange exchange, HttpRequest request) throws IOException {
        Optional<CompletionStage<Response>> answer = handler.handleWithoutBlocking(request);
        if (answer.isPresent()) {
            sendFromIoThread(exchange, request, answer.get().toCompletableFuture());
        } else {
            exchange.dispatch(tasks.counted(() -> attempt(exchange, () -> answer(exchange, request))));
        }
    }

    private void handOverUpload(HttpServerExchange exchange, HttpRequest request) {
        uploads.add(exchange);
        try {
            tasks.execute(threads.uploads(), () -> {
                attempt(exchange, () -> answer(exchange, request));
                uploads.remove(exchange);
            });
        } catch (RejectedExecutionException ignored) {
            uploads.remove(exchange);
            // All threads of the pool are waiting for clients.
            attempt(exchange, () -> sendFromHere(exchange, request, handler.whenBusy(request)));
        }
    }

    private void sendFromIoThread(HttpServerExchange exchange, HttpRequest request, CompletableFuture<Response> answer)
            throws IOException {
        if (answer.isDone()) {
            sendFromHere(exchange, request, result(answer));
        } else {
            // The exchange belongs to this thread until it has returned from here.
            exchange.dispatch(SameThreadExecutor.INSTANCE, () -> sendWhenComplete(exchange, request, answer));
        }
    }

    private void answer(HttpServerExchange exchange, HttpRequest request) throws IOException {
        CompletableFuture<Response> answer = handler.handle(request).toCompletableFuture();
        if (answer.isDone()) {
            send(exchange, request, result(answer));
        } else {
            sendWhenComplete(exchange, request, answer);
        }
    }

    private void sendWhenComplete(
            HttpServerExchange exchange, HttpRequest request, CompletableFuture<Response> answer) {
        Runnable send = () -> attempt(exchange, () -> sendFromHere(exchange, request, result(answer)));
        CompletableFuture<Response> unused =
                answer.whenComplete((response, bug) -> runOnIoThread(exchange.getIoThread(), send));
    }

    /**
     * Only the connection's own thread may end an exchange cheaply: for any other one, the library has to wake that thread to
     * read the next request, and the two may spin on each other.
     */
    private static void runOnIoThread(XnioIoThread thread, Runnable send) {
        if (thread == Thread.currentThread()) {
            send.run();
            return;
        }
        try {
            thread.execute(send);
        } catch (RejectedExecutionException ignored) {
            // The server is closed. What remains is to close the body.
            send.run();
        }
    }

    /** Returns the response, or throws what prevented it as if the handler had thrown it at once. */
    private static Response result(CompletableFuture<Response> answer) throws IOException {
        try {
            return answer.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof IOException unanswerable) {
                throw unanswerable;
            }
            throw failed;
        }
    }

    /** Sends from a thread that must block neither on the client nor on a disk. */
    private void sendFromHere(HttpServerExchange exchange, HttpRequest request, Response response) throws IOException {
        if (isSmall(response.body()) && exchange.isRequestComplete()) {
            sendAtOnce(exchange, response);
            return;
        }
        try {
            exchange.dispatch(tasks.counted(() -> attempt(exchange, () -> send(exchange, request, response))));
        } catch (RuntimeException | Error notDispatched) {
            response.body().close();
            throw notDispatched;
        }
    }

    /** Sends from a thread that must not block on the client. */
    private void send(HttpServerExchange exchange, HttpRequest request, Response response) throws IOException {
        if (isSmall(response.body()) && exchange.isRequestComplete()) {
            sendAtOnce(exchange, response);
        } else if (response.body() instanceof ResumableBody body) {
            transfer(exchange, response, body);
        } else {
            handOverStream(exchange, request, response);
        }
    }

    private void handOverStream(HttpServerExchange exchange, HttpRequest request, Response response)
            throws IOException {
        try {
            tasks.execute(threads.streams(), () -> attempt(exchange, () -> stream(exchange, response)));
        } catch (RejectedExecutionException ignored) {
            // All threads of the pool are waiting for clients.
            response.body().close();
            send(exchange, request, handler.whenBusy(request));
        }
    }

    private void transfer(HttpServerExchange exchange, Response response, ResumableBody body) throws IOException {
        boolean hasBody;
        try {
            hasBody = setHead(exchange, response);
        } catch (RuntimeException | Error notBegun) {
            body.close();
            throw notBegun;
        }
        ResumableBody sent = body;
        if (!hasBody) {
            body.close();
            if (exchange.isRequestComplete()) {
                exchange.endExchange();
                return;
            }
            // A client whose upload is refused gets the response before it has sent the rest.
            sent = new BytesBody(new byte[0]);
        }
        advance(new ResponseTransfer(exchange, sent, threads.followers(), inactivity, this::advance));
    }

    private void advance(ResponseTransfer transfer) {
        HttpServerExchange exchange = transfer.exchange();
        attempt(exchange, () -> {
            boolean complete = false;
            boolean failed = true;
            try {
                complete = transfer.advance();
                failed = false;
            } finally {
                if (complete || failed) {
                    transfer.close();
                }
            }
            if (complete) {
                end(exchange);
            }
        });
    }

    private static boolean isSmall(Body body) {
        return body.length() >= 0 && body.length() <= SMALL;
    }

    private void attempt(HttpServerExchange exchange, Action action) {
        try {
            action.run();
        } catch (MalformedBodyException malformed) {
            refuseBody(exchange, malformed);
        } catch (IOException clientIsGone) {
            LOG.log(Level.FINE, "connection lost", clientIsGone);
            closeConnection(exchange);
        } catch (Throwable failure) {
            fail(exchange, failure);
        }
    }

    private void refuseBody(HttpServerExchange exchange, MalformedBodyException malformed) {
        if (exchange.isResponseStarted()) {
            closeConnection(exchange);
        } else {
            exchange.setPersistent(false);
            Refusal refusal = new Refusal(400, malformed.reason());
            log(exchange, refusal);
            attempt(exchange, () -> transfer(exchange, refusal.response(), refusal.body()));
        }
    }

    private static void log(HttpServerExchange exchange, Refusal refusal) {
        LOG.log(
                Level.WARNING,
                () -> "refused " + exchange.getRequestMethod() + " " + asSent(exchange.getRequestURI()) + " on port "
                        + exchange.getDestinationAddress().getPort() + " (" + refusal.status() + "): "
                        + refusal.reason());
    }

    private HttpRequest request(HttpServerExchange exchange, RequestBody body) {
        Headers.Builder headers = new Headers.Builder();
        for (HeaderValues values : exchange.getRequestHeaders()) {
            values.forEach(value -> headers.add(values.getHeaderName().toString(), value));
        }
        String query = exchange.getQueryString();
        String rawQuery = query == null || query.isEmpty() ? null : asSent(query);
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
                body,
                exchange.getSourceAddress().getAddress().getHostAddress(),
                clock.now());
    }

    private static String rawPath(HttpServerExchange exchange) {
        String uri = asSent(exchange.getRequestURI());
        if (!exchange.isHostIncludedInRequestURI()) {
            return uri;
        }
        int path = uri.indexOf('/', uri.indexOf("://") + 3);
        return path < 0 ? "/" : uri.substring(path);
    }

    private static String asSent(String edited) {
        return edited.replace(RequestLine.LITERAL_PERCENT, '%');
    }

    /** Sends a body that is not resumable. */
    private void stream(HttpServerExchange exchange, Response response) throws IOException {
        try (Body body = response.body()) {
            boolean hasBody = setHead(exchange, response);
            ConnectionBodySink sink = new ConnectionBodySink(exchange, timeout);
            if (hasBody) {
                body.writeTo(sink);
            }
            if (hasBody || !exchange.isRequestComplete()) {
                // A client whose upload is refused gets the response before it has sent the rest.
                sink.finish();
            }
            end(exchange);
        }
    }

    private static void sendAtOnce(HttpServerExchange exchange, Response response) throws IOException {
        try (Body body = response.body()) {
            if (setHead(exchange, response)) {
                BufferedBodySink sink = new BufferedBodySink((int) body.length());
                body.writeTo(sink);
                exchange.getResponseSender().send(sink.content());
            } else {
                exchange.endExchange();
            }
        }
    }

    /** Returns whether a body follows. */
    private static boolean setHead(HttpServerExchange exchange, Response response) {
        exchange.setStatusCode(response.status());
        if (response.reason() != null) {
            exchange.setReasonPhrase(response.reason());
        }
        for (Response.Header header : response.headers()) {
            exchange.getResponseHeaders().add(new HttpString(header.name()), header.value());
        }
        boolean head = exchange.getRequestMethod().equalToString(HEAD);
        boolean lengthKnown = response.has(CONTENT_LENGTH.toString());
        long length = response.body().length();
        if (length >= 0 && !lengthKnown && mayHaveBody(response.status())) {
            exchange.getResponseHeaders().put(CONTENT_LENGTH, length);
        }
        return !head && length != 0;
    }

    /** Ends an exchange whose response is sent, although the client may still be sending the body. */
    private void end(HttpServerExchange exchange) {
        RequestConduit.of(exchange).responded(exchange);
        exchange.endExchange();
        giveUpUnreadBody(exchange);
    }

    /** The library discards a body that the handler did not read; limit how long that may take. */
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

    /**
     * Responds with 500, or closes the connection if a response has started or cannot be sent, for example for lack of
     * memory.
     */
    private static void fail(HttpServerExchange exchange, Throwable failure) {
        try {
            LOG.log(
                    Level.SEVERE,
                    "cannot answer " + exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    failure);
            if (!exchange.isResponseStarted()) {
                exchange.getResponseHeaders().clear();
                exchange.setStatusCode(500).endExchange();
                return;
            }
        } catch (Throwable ignored) {
            // The first failure is the one that matters; the client sees the connection break.
        }
        closeConnection(exchange);
    }

    /** Closes the connection, so that the client does not take an incomplete response for a complete one. */
    static void closeConnection(HttpServerExchange exchange) {
        try {
            exchange.getConnection().close();
        } catch (IOException | RejectedExecutionException alreadyClosed) {
            LOG.log(Level.FINE, "already closed, or the whole server is", alreadyClosed);
        }
    }

    /** A step of an answer. */
    private interface Action {
        void run() throws IOException;
    }

    /** Buffers a small body, so that it can be sent asynchronously and no thread waits for the client. */
    static final class BufferedBodySink implements BodySink {
        private final ByteBuffer bytes;

        BufferedBodySink(int length) {
            bytes = ByteBuffer.allocate(length);
        }

        @Override
        public void write(byte[] source, int offset, int length) {
            bytes.put(source, offset, length);
        }

        @Override
        public void transfer(FileChannel file, long position, long count) throws IOException {
            ByteBuffer part = bytes.slice(bytes.position(), Math.toIntExact(count));
            while (part.hasRemaining()) {
                if (file.read(part, position + part.position()) < 0) {
                    throw new EOFException("file ends at " + file.size() + ", before " + (position + count));
                }
            }
            bytes.position(bytes.position() + part.capacity());
        }

        @Override
        public void flush() {}

        /** All that was written. */
        ByteBuffer content() {
            return bytes.flip();
        }
    }
}
