package dev.nephelite.emulator.http.server;

import dev.nephelite.emulator.http.ResumableBody;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpServerExchange;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSinkChannel;

/**
 * Sends the body of one response, whose head is set, without a thread that waits: when the client takes no more, or there
 * is nothing to send yet, it returns, and goes on when that has changed. A client that takes nothing for as long as the
 * inactivity timeout loses its connection.
 */
final class ResponseTransfer implements ResumableBody.Sink, ExchangeCompletionListener {
    private static final Logger LOG = Logger.getLogger(ResponseTransfer.class.getName());
    private static final long SECONDS_BETWEEN_SIGNS_OF_LIFE = 10;

    private final HttpServerExchange exchange;
    private final ResumableBody body;
    private final Executor followers;
    private final Duration inactivity;
    private final Step step;
    private final StreamSinkChannel channel;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean timed = new AtomicBoolean();
    private volatile AtomicBoolean waiting = new AtomicBoolean();
    private boolean headIsSent;
    private boolean bodyIsSent;

    /**
     * Prepares a transfer. Call {@link #advance} to begin.
     *
     * @param followers runs what goes on because there is more to send
     * @param step runs each step, and deals with its failure
     */
    ResponseTransfer(
            HttpServerExchange exchange, ResumableBody body, Executor followers, Duration inactivity, Step step) {
        this.exchange = exchange;
        this.body = body;
        this.followers = followers;
        this.inactivity = inactivity;
        this.step = step;
        exchange.addExchangeCompleteListener(this);
        channel = exchange.getResponseChannel();
    }

    HttpServerExchange exchange() {
        return exchange;
    }

    /** Sends what can be sent now. Returns whether the response is complete. */
    boolean advance() throws IOException {
        if (!bodyIsSent) {
            switch (body.sendTo(this)) {
                case COMPLETE -> {
                    channel.shutdownWrites();
                    bodyIsSent = true;
                }
                case SINK_IS_FULL -> {
                    awaitClient();
                    return false;
                }
                case NOTHING_YET -> {
                    if (channel.flush()) {
                        awaitMore();
                    } else {
                        awaitClient();
                    }
                    return false;
                }
            }
        }
        if (channel.flush()) {
            return true;
        }
        awaitClient();
        return false;
    }

    @Override
    public int write(byte[] bytes, int offset, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, count);
        int taken = 1;
        while (buffer.hasRemaining() && taken > 0) {
            taken = channel.write(buffer);
        }
        return count - buffer.remaining();
    }

    @Override
    public long transfer(FileChannel file, long position, long count) throws IOException {
        if (position + count > file.size()) {
            throw new EOFException("file ends at " + file.size() + ", before " + (position + count));
        }
        // With the head still to be sent, Undertow would begin at the channel's own position instead of this one.
        headIsSent = headIsSent || channel.flush();
        long sent = 0;
        long taken = headIsSent ? 1 : 0;
        while (sent < count && taken > 0) {
            taken = channel.transferFrom(file, position + sent, count - sent);
            sent += taken;
        }
        return sent;
    }

    /** Releases the body when the response is complete, or its connection closed. */
    @Override
    public void exchangeEvent(HttpServerExchange completed, NextListener nextListener) {
        close();
        nextListener.proceed();
    }

    /** Releases the body, once. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                body.close();
            } catch (IOException | RuntimeException ignored) {
                LOG.log(Level.FINE, "nothing is lost with a body that was only read", ignored);
            }
        }
    }

    private void awaitClient() {
        XnioExecutor.Key timer =
                exchange.getIoThread().executeAfter(this::giveUp, inactivity.toNanos(), TimeUnit.NANOSECONDS);
        channel.getWriteSetter().set(writable -> {
            writable.suspendWrites();
            timer.remove();
            resume(exchange.getConnection().getWorker());
        });
        channel.resumeWrites();
    }

    private void awaitMore() {
        AtomicBoolean waits = new AtomicBoolean(true);
        waiting = waits;
        if (timed.compareAndSet(false, true)) {
            XnioExecutor.Key unused = exchange.getIoThread()
                    .executeAfter(this::showLife, SECONDS_BETWEEN_SIGNS_OF_LIFE, TimeUnit.SECONDS);
        }
        body.whenMore(followers, () -> {
            if (waits.compareAndSet(true, false)) {
                step.run(this);
            }
        });
    }

    /** Runs now and then, however often there was more to send: a timer for each wait would cost more than the lines. */
    private void showLife() {
        timed.set(false);
        if (!closed.get() && waiting.compareAndSet(true, false)) {
            resume(followers);
        }
    }

    private void resume(Executor executor) {
        try {
            executor.execute(() -> step.run(this));
        } catch (RejectedExecutionException ignored) {
            // The server is being closed, and its connections with it.
            close();
        }
    }

    private void giveUp() {
        LOG.log(Level.FINE, "the client has let the connection rest for too long");
        ExchangeHandler.closeConnection(exchange);
    }

    /** Calls {@link #advance} and ends the exchange if that completes it. */
    @FunctionalInterface
    interface Step {
        void run(ResponseTransfer transfer);
    }
}
