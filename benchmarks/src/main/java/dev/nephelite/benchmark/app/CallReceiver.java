package dev.nephelite.benchmark.app;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Receives the datagrams in which functions report their calls, each with the {@link System#nanoTime} of the call, which is the
 * same clock in all processes of a machine. For one thread.
 */
public final class CallReceiver implements AutoCloseable {
    static final int BYTES = Long.BYTES + Integer.BYTES;

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final DatagramSocket socket;

    public CallReceiver() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout((int) TIMEOUT.toMillis());
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Waits for the call with that number and returns its {@link System#nanoTime}. */
    public long await(int number) throws IOException {
        while (true) {
            DatagramPacket packet = new DatagramPacket(new byte[BYTES], BYTES);
            socket.receive(packet);
            ByteBuffer report = ByteBuffer.wrap(packet.getData());
            long nanos = report.getLong();
            if (report.getInt() == number) {
                return nanos;
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
