package dev.nephelite.function.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** One connection without encryption, on which one request at a time is sent. An interrupt ends what waits for it. */
final class PlainConnection implements AutoCloseable {
    /** A body of this size is sent in one piece with its head. */
    private static final int SMALL = 8 * 1024;

    private final SocketChannel channel;
    private final OutputStream out;
    private final HttpReplyReader answers;

    private PlainConnection(SocketChannel channel) throws IOException {
        this.channel = channel;
        out = channel.socket().getOutputStream();
        answers = new HttpReplyReader(channel.socket().getInputStream());
    }

    /**
     * Connects.
     *
     * @param connect how long that may take
     * @param read how long the server may be silent later
     */
    static PlainConnection to(InetSocketAddress address, Duration connect, Duration read) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Socket socket = channel.socket();
            socket.setSoTimeout((int) read.toMillis());
            socket.connect(address, (int) connect.toMillis());
            return new PlainConnection(channel);
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    /** Whether the server has kept the connection as well, as far as one can know without asking it. */
    boolean isKept() {
        try {
            channel.configureBlocking(false);
            boolean silent = channel.read(ByteBuffer.allocate(1)) == 0;
            channel.configureBlocking(true);
            return silent;
        } catch (IOException ended) {
            return false;
        }
    }

    HttpReply exchange(String method, byte[] head, byte[] body) throws IOException {
        if (body.length <= SMALL) {
            byte[] all = new byte[head.length + body.length];
            System.arraycopy(head, 0, all, 0, head.length);
            System.arraycopy(body, 0, all, head.length, body.length);
            out.write(all);
        } else {
            out.write(head);
            out.write(body);
        }
        return answers.read(method);
    }

    /** Whether an exchange that failed did so before the server said anything. */
    boolean isWithoutAnswer() {
        return !answers.hasBegun();
    }

    boolean isReusable() {
        return !answers.isLast();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            // Gone is what it should be.
        }
    }
}
