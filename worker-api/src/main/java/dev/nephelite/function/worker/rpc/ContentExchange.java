package dev.nephelite.function.worker.rpc;

import com.google.protobuf.ByteString;
import dev.nephelite.function.worker.LoggedText;
import dev.nephelite.worker.protocol.ContentCancel;
import dev.nephelite.worker.protocol.ContentCredit;
import dev.nephelite.worker.protocol.ContentData;
import dev.nephelite.worker.protocol.StreamingMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends and receives contents in pieces, any number of them at once, among the other messages of a connection. The receiver
 * credits bytes as it reads, so at most {@value #WINDOW} bytes of each content are in memory. Thread-safe.
 */
public final class ContentExchange implements AutoCloseable {
    private static final int WINDOW = 512 * 1024;
    private static final int PIECE = 64 * 1024;

    private final MessageSink sink;
    private final Executor executor;
    private final AtomicLong lastId;
    private final Map<Long, Outgoing> outgoing = new ConcurrentHashMap<>();
    private final Map<Long, Incoming> incoming = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * An exchange for one end of a connection.
     *
     * @param executor runs one task for each content that is being sent
     * @param host whether this end is the host; the ids of the two ends must differ
     */
    public ContentExchange(MessageSink sink, Executor executor, boolean host) {
        this.sink = sink;
        this.executor = executor;
        lastId = new AtomicLong(host ? 0 : 1);
    }

    /**
     * Offers a content to the other end, which gets its id in another message. It is read on a thread of the executor once
     * the other end wants it, and closed afterwards.
     */
    public long offer(InputStream content) {
        long id = lastId.addAndGet(2);
        outgoing.put(id, new Outgoing(id, content));
        return id;
    }

    /** Completes when a content that was offered has been sent or is not wanted any more. */
    public CompletableFuture<Void> sent(long id) {
        Outgoing content = outgoing.get(id);
        return content == null ? CompletableFuture.completedFuture(null) : content.sent;
    }

    /** Ends the sending of a content, if it has not ended. */
    private void withdraw(long id) {
        Outgoing content = outgoing.remove(id);
        if (content != null) {
            content.cancel();
        }
    }

    /**
     * A content that the other end has offered. To be called on the thread that passes messages to {@link #receive}, before
     * it passes the next one. Closing the stream early stops the sender.
     */
    public InputStream accept(long id) {
        Incoming content = new Incoming(id);
        incoming.put(id, content);
        credit(id, WINDOW);
        return content;
    }

    /** Handles a message of this exchange. */
    public void receive(StreamingMessage message) {
        switch (message.getContentCase()) {
            case CONTENT_DATA -> {
                ContentData piece = message.getContentData();
                Incoming content = incoming.get(piece.getContentId());
                if (content != null) {
                    content.add(piece);
                }
            }
            case CONTENT_CREDIT -> {
                Outgoing content = outgoing.get(message.getContentCredit().getContentId());
                if (content != null) {
                    content.credit(message.getContentCredit().getBytes());
                }
            }
            case CONTENT_CANCEL -> withdraw(message.getContentCancel().getContentId());
            default -> throw new IllegalArgumentException("not a message of contents: " + message.getContentCase());
        }
    }

    /** Ends all contents; reading one that was not complete fails. */
    @Override
    public void close() {
        closed = true;
        outgoing.keySet().forEach(this::withdraw);
        incoming.values().forEach(content -> content.fail("The connection to the other process has ended."));
    }

    private void credit(long id, int bytes) {
        sink.send(StreamingMessage.newBuilder()
                .setContentCredit(ContentCredit.newBuilder().setContentId(id).setBytes(bytes))
                .build());
    }

    private void send(ContentData.Builder piece) {
        sink.send(StreamingMessage.newBuilder().setContentData(piece).build());
    }

    /** A content that is sent. */
    private final class Outgoing {
        private final long id;
        private final InputStream content;
        private final CompletableFuture<Void> sent = new CompletableFuture<>();
        private long credit;
        private boolean started;
        private boolean cancelled;

        private Outgoing(long id, InputStream content) {
            this.id = id;
            this.content = content;
        }

        private synchronized void credit(int bytes) {
            credit += bytes;
            notifyAll();
            if (!started) {
                started = true;
                executor.execute(this::run);
            }
        }

        private void cancel() {
            boolean unread;
            synchronized (this) {
                cancelled = true;
                unread = !started;
                notifyAll();
            }
            if (unread) {
                close();
            }
        }

        private void run() {
            try (content) {
                byte[] buffer = new byte[PIECE];
                for (int most = await(); most > 0; most = await()) {
                    int read = content.read(buffer, 0, most);
                    if (read < 0) {
                        send(ContentData.newBuilder().setContentId(id).setEnd(true));
                        return;
                    }
                    spend(read);
                    send(ContentData.newBuilder().setContentId(id).setBytes(ByteString.copyFrom(buffer, 0, read)));
                }
            } catch (Throwable failed) {
                // The stream may be a function's. Without an end, the other process would wait for ever.
                send(ContentData.newBuilder().setContentId(id).setEnd(true).setError(describe(failed)));
            } finally {
                outgoing.remove(id);
                sent.complete(null);
            }
        }

        /** How many bytes may be sent next; 0 if no more are wanted. */
        private synchronized int await() {
            while (credit == 0 && !cancelled && !closed) {
                try {
                    wait();
                } catch (InterruptedException stopping) {
                    Thread.currentThread().interrupt();
                    return 0;
                }
            }
            return cancelled || closed ? 0 : (int) Math.min(credit, PIECE);
        }

        private synchronized void spend(int bytes) {
            credit -= bytes;
        }

        private void close() {
            try {
                content.close();
            } catch (IOException | RuntimeException | Error ignored) {
                // Nobody wants its bytes.
            }
            sent.complete(null);
        }

        private static String describe(Throwable failed) {
            try {
                return LoggedText.of(failed.toString());
            } catch (RuntimeException | Error indescribable) {
                return failed.getClass().getName();
            }
        }
    }

    /** A content that is received. */
    private final class Incoming extends InputStream {
        private final long id;
        private final Deque<ByteString> pieces = new ArrayDeque<>();
        private @Nullable InputStream current;
        private @Nullable String error;
        private boolean ended;
        private int uncredited;

        private Incoming(long id) {
            this.id = id;
        }

        private synchronized void add(ContentData piece) {
            if (!piece.getBytes().isEmpty()) {
                pieces.add(piece.getBytes());
            }
            if (piece.getEnd()) {
                ended = true;
                error = piece.getError().isEmpty() ? null : piece.getError();
                incoming.remove(id);
            }
            notifyAll();
        }

        private synchronized void fail(String reason) {
            if (!ended) {
                ended = true;
                error = reason;
                notifyAll();
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int read;
            int due = 0;
            synchronized (this) {
                read = readPiece(target, offset, length);
                uncredited += Math.max(read, 0);
                if (uncredited >= PIECE && !ended) {
                    due = uncredited;
                    uncredited = 0;
                }
            }
            if (due > 0) {
                credit(id, due);
            }
            return read;
        }

        private int readPiece(byte[] target, int offset, int length) throws IOException {
            while (true) {
                if (current != null) {
                    int read = current.read(target, offset, length);
                    if (read >= 0) {
                        return read;
                    }
                }
                awaitPiece();
                ByteString next = pieces.poll();
                if (next != null) {
                    current = next.newInput();
                } else if (error != null) {
                    throw new IOException(error);
                } else {
                    current = null;
                    return -1;
                }
            }
        }

        private void awaitPiece() throws IOException {
            while (pieces.isEmpty() && !ended) {
                try {
                    wait();
                } catch (InterruptedException stopping) {
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted while waiting for the content", stopping);
                }
            }
        }

        @Override
        public void close() {
            boolean stop;
            synchronized (this) {
                stop = !ended;
                fail("The stream is closed.");
                pieces.clear();
                current = null;
            }
            incoming.remove(id);
            if (stop) {
                sink.send(StreamingMessage.newBuilder()
                        .setContentCancel(ContentCancel.newBuilder().setContentId(id))
                        .build());
            }
        }
    }
}
