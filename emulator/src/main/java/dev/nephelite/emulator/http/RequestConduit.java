package dev.nephelite.emulator.http;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.AbstractServerConnection;
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
import org.xnio.conduits.StreamSourceConduit;

/**
 * Sees every byte of a connection before the server library parses it: it edits request lines, see {@link RequestLine},
 * and cuts a chunked body off where it is malformed, see {@link ChunkSyntax}.
 *
 * <p>What the library has read beyond the end of a request, it parses later without reading again. So those bytes are
 * edited when the request is complete.
 */
final class RequestConduit extends AbstractStreamSourceConduit<StreamSourceConduit>
        implements ExchangeCompletionListener {
    private final RequestLine line = new RequestLine();
    private final byte[] heldBack = new byte[2];
    private int heldBackCount;
    private @Nullable ChunkSyntax chunks;
    private boolean malformed;

    private RequestConduit(StreamSourceConduit next) {
        super(next);
    }

    /** Puts itself in front of everything that the library is going to do with the connection. */
    static void install(StreamConnection connection) {
        connection
                .getSourceChannel()
                .setConduit(new RequestConduit(connection.getSourceChannel().getConduit()));
    }

    /** The one of the connection on which {@code exchange} came. */
    static RequestConduit of(HttpServerExchange exchange) {
        return (RequestConduit) ((AbstractServerConnection) exchange.getConnection()).getOriginalSourceConduit();
    }

    /** Begins to check the body of {@code exchange}, which is chunked, before any of it is read. */
    void checkChunks(HttpServerExchange exchange) {
        ChunkSyntax syntax = new ChunkSyntax();
        chunks = syntax;
        AbstractServerConnection connection = (AbstractServerConnection) exchange.getConnection();
        @Nullable PooledByteBuffer extra = connection.getExtraBytes();
        if (extra != null) {
            ByteBuffer bytes = extra.getBuffer();
            bytes.limit(wellFormed(syntax, bytes, bytes.position(), bytes.limit()));
            releaseIfEmpty(connection, extra);
        }
    }

    /** Whether the body ends before its end because what follows is malformed. */
    boolean isMalformed() {
        return malformed;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
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
        AbstractServerConnection connection = (AbstractServerConnection) exchange.getConnection();
        @Nullable PooledByteBuffer extra = connection.getExtraBytes();
        if (extra != null && exchange.isPersistent()) {
            ByteBuffer bytes = extra.getBuffer();
            bytes.position(line.skipEmptyLines(bytes, bytes.position(), bytes.limit()));
            bytes.limit(editLine(bytes, bytes.position(), bytes.limit()));
            releaseIfEmpty(connection, extra);
        }
        nextListener.proceed();
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
