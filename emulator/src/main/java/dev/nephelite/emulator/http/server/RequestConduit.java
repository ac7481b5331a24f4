package dev.nephelite.emulator.http.server;

import dev.nephelite.emulator.time.Clock;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.AbstractServerConnection;
import io.undertow.server.Connectors;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.ConduitReadableByteChannel;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Sees every byte of a connection before the server library parses it: it edits request lines, see {@link RequestLine},
 * and cuts a chunked body off where it is malformed, see {@link ChunkSyntax}. It remembers the head of a request until it is
 * known to be well-formed, see {@link MalformedHead}, and closes the connection after its last response, see {@link
 * LingeringClose}.
 *
 * <p>What the library has read beyond the end of a request, it parses later without reading again. So those bytes are
 * edited when the request is complete.
 */
final class RequestConduit extends AbstractStreamSourceConduit<StreamSourceConduit>
        implements ExchangeCompletionListener {
    /** More of a head is not analyzed if the library refuses it. */
    private static final int MAX_HEAD_LENGTH = 256 * 1024;

    private final RequestLine line = new RequestLine();
    private final byte[] heldBack = new byte[2];
    private int heldBackCount;
    private @Nullable ChunkSyntax chunks;
    private boolean malformed;

    /** The exchange whose response was sent before all of its body has arrived. */
    private volatile @Nullable HttpServerExchange answered;

    private final StreamConnection connection;
    private final StreamSinkConduit sink;
    private final Clock clock;
    private final StringBuilder earlierHead = new StringBuilder();
    private @Nullable ByteBuffer latestRead;
    private int latestBegin;
    private int latestEnd;
    private volatile boolean handled;

    private RequestConduit(StreamConnection connection, Clock clock) {
        super(connection.getSourceChannel().getConduit());
        this.connection = connection;
        sink = connection.getSinkChannel().getConduit();
        this.clock = clock;
    }

    /** Puts itself in front of everything that the library is going to do with the connection. */
    static void install(StreamConnection connection, Clock clock) {
        RequestConduit requests = new RequestConduit(connection, clock);
        connection.getSinkChannel().setConduit(new ResponseConduit(connection, requests));
        connection.getSourceChannel().setConduit(requests);
    }

    /** The one of the connection on which {@code exchange} came. */
    static RequestConduit of(HttpServerExchange exchange) {
        return (RequestConduit) ((AbstractServerConnection) exchange.getConnection()).getOriginalSourceConduit();
    }

    /** Wakes a thread that waits for more from the client. Closing the connection does not always do so. */
    void endReads() {
        try {
            next.terminateReads();
        } catch (IOException alreadyClosed) {
            // Then nobody waits.
        }
    }

    /** Notes that the library has accepted the head of {@code exchange} and that a handler is going to answer it. */
    void handle(HttpServerExchange exchange) {
        handled = true;
        latestRead = null;
        earlierHead.setLength(0);
        exchange.addExchangeCompleteListener(this);
    }

    /** Whether a handler answers the request that is being received. */
    boolean isHandled() {
        return handled;
    }

    /** What has arrived of the head of a request that no handler answers, in ISO 8859-1. */
    String head() {
        StringBuilder head = new StringBuilder(earlierHead);
        appendLatestRead(head);
        return head.toString();
    }

    /**
     * Closes the connection, to which the last response has been written.
     *
     * @param closed runs afterwards
     */
    void close(Runnable closed) {
        new LingeringClose(connection, next, sink, clock, closed).start();
    }

    /** Begins to check the body of {@code exchange}, which is chunked, before any of it is read. */
    void checkChunks(HttpServerExchange exchange) {
        ChunkSyntax syntax = new ChunkSyntax();
        chunks = syntax;
        AbstractServerConnection server = (AbstractServerConnection) exchange.getConnection();
        @Nullable PooledByteBuffer extra = server.getExtraBytes();
        if (extra != null) {
            ByteBuffer bytes = extra.getBuffer();
            bytes.limit(wellFormed(syntax, bytes, bytes.position(), bytes.limit()));
            releaseIfEmpty(server, extra);
        }
    }

    /**
     * Notes that {@code exchange} has been answered. If the rest of its body is malformed, or proves to be, the connection is
     * closed, because where the next request would begin is unknown.
     */
    void responded(HttpServerExchange exchange) {
        answered = exchange;
        if (malformed) {
            giveUp(exchange);
        }
    }

    private static void giveUp(HttpServerExchange exchange) {
        exchange.setPersistent(false);
        Connectors.terminateRequest(exchange);
    }

    /** Whether the body ends before its end because what follows is malformed. */
    boolean isMalformed() {
        return malformed;
    }

    /** A sentence about the body that {@link #isMalformed}. */
    String whyMalformed() {
        ChunkSyntax syntax = chunks;
        return syntax != null && syntax.isInTrailers()
                ? "A trailer of the chunked body is malformed: it is not a name, a colon and a value, or all are too long."
                : "The size of a chunk is not valid, or its data has another length.";
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // The same buffer means that the library has room left in it.
    public int read(ByteBuffer target) throws IOException {
        if (handled) {
            return readEdited(target);
        }
        if (target == latestRead) {
            // The head was not complete; the library is about to overwrite what it has parsed.
            appendLatestRead(earlierHead);
        }
        latestRead = null;
        int begin = target.position();
        int count = readEdited(target);
        if (count > 0) {
            remember(target, begin, begin + count);
        }
        return count;
    }

    private void remember(ByteBuffer bytes, int begin, int end) {
        latestRead = bytes;
        latestBegin = begin;
        latestEnd = end;
    }

    private void appendLatestRead(StringBuilder head) {
        ByteBuffer bytes = latestRead;
        for (int i = latestBegin; bytes != null && i < latestEnd && head.length() < MAX_HEAD_LENGTH; i++) {
            head.append((char) (bytes.get(i) & 0xFF));
        }
    }

    private int readEdited(ByteBuffer target) throws IOException {
        if (malformed) {
            return discard(target);
        }
        @Nullable ChunkSyntax syntax = chunks;
        if (syntax == null && line.isComplete()) {
            return next.read(target);
        }
        int begin = target.position();
        target.put(heldBack, 0, heldBackCount);
        int count = next.read(target);
        if (count <= 0) {
            target.position(begin);
            return count;
        }
        heldBackCount = 0;
        int end = target.position();
        int first = begin;
        if (syntax == null) {
            first = line.skipEmptyLines(target, begin, end);
            end = editLine(target, first, end);
        } else {
            end = wellFormed(syntax, target, begin, end);
        }
        for (int index = first; first > begin && index < end; index++) {
            target.put(begin + index - first, target.get(index));
        }
        target.position(begin + end - first);
        return target.position() - begin;
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            if (targets[i].hasRemaining()) {
                return read(targets[i]);
            }
        }
        return 0;
    }

    @Override
    public long transferTo(long position, long count, FileChannel target) throws IOException {
        return target.transferFrom(new ConduitReadableByteChannel(this), position, count);
    }

    @Override
    public long transferTo(long count, ByteBuffer throughBuffer, StreamSinkChannel target) throws IOException {
        return IoUtils.transfer(new ConduitReadableByteChannel(this), count, throughBuffer, target);
    }

    @Override
    public void exchangeEvent(HttpServerExchange exchange, NextListener nextListener) {
        line.reset();
        chunks = null;
        answered = null;
        handled = false;
        AbstractServerConnection server = (AbstractServerConnection) exchange.getConnection();
        @Nullable PooledByteBuffer extra = server.getExtraBytes();
        if (extra != null && exchange.isPersistent()) {
            ByteBuffer bytes = extra.getBuffer();
            bytes.position(line.skipEmptyLines(bytes, bytes.position(), bytes.limit()));
            bytes.limit(editLine(bytes, bytes.position(), bytes.limit()));
            remember(bytes, bytes.position(), bytes.limit());
            releaseIfEmpty(server, extra);
        }
        if (exchange.isPersistent()) {
            nextListener.proceed();
        } else {
            close(nextListener::proceed);
        }
    }

    private int editLine(ByteBuffer bytes, int begin, int end) {
        int edited = line.edit(bytes, begin, end);
        heldBackCount = end - edited;
        bytes.get(edited, heldBack, 0, heldBackCount);
        return edited;
    }

    private int wellFormed(ChunkSyntax syntax, ByteBuffer bytes, int begin, int end) {
        int wellFormed = syntax.check(bytes, begin, end);
        malformed = wellFormed < end;
        @Nullable HttpServerExchange exchange = answered;
        if (malformed && exchange != null) {
            // Later, because the library is reading.
            connection.getIoThread().execute(() -> giveUp(exchange));
        }
        return wellFormed;
    }

    /** Nobody can tell what the bytes mean, but if they were left in the socket, the client could lose its answer. */
    private int discard(ByteBuffer target) throws IOException {
        int begin = target.position();
        int count = next.read(target);
        target.position(begin);
        return Math.min(count, 0);
    }

    private static void releaseIfEmpty(AbstractServerConnection connection, PooledByteBuffer extra) {
        if (!extra.getBuffer().hasRemaining()) {
            connection.setExtraBytes(null);
            extra.close();
        }
    }
}
