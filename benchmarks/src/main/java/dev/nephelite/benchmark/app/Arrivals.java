package dev.nephelite.benchmark.app;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Hears from functions that they run. The clock of the machine's uptime is common to them and us. For one thread. */
public final class Arrivals implements AutoCloseable {
    static final int BYTES = Long.BYTES + Integer.BYTES;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final DatagramSocket socket;

    public Arrivals() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout((int) PATIENCE.toMillis());
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Waits for the call of that number; returns when it was, by {@link System#nanoTime}. */
    public long await(int number) throws IOException {
        while (true) {
            DatagramPacket packet = new DatagramPacket(new byte[BYTES], BYTES);
            socket.receive(packet);
            ByteBuffer arrival = ByteBuffer.wrap(packet.getData());
            long nanos = arrival.getLong();
            if (arrival.getInt() == number) {
                return nanos;
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
