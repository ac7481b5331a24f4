package dev.nephelite.benchmark.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** The ports of a server. Both are free when they are chosen, and nothing keeps them free. */
public record Ports(int blob, int queue, int spare) {
    static Ports free() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket blob = new ServerSocket(0, 1, loopback);
                ServerSocket queue = new ServerSocket(0, 1, loopback);
                ServerSocket spare = new ServerSocket(0, 1, loopback)) {
            return new Ports(blob.getLocalPort(), queue.getLocalPort(), spare.getLocalPort());
        }
    }
}
