package dev.nephelite.function.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server that answers what it was told to: on each connection one answer after another, and then the end of the
 * connection. Requests have no bodies here.
 */
final class ScriptedServer implements AutoCloseable {
    /** The heads of all requests. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    private final ServerSocket server;
    private final List<List<String>> connections;

    ScriptedServer(List<List<String>> connections) throws IOException {
        this.connections = connections;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::run, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    private void run() {
        for (List<String> answers : connections) {
            try (Socket connection = server.accept()) {
                for (String answer : answers) {
                    requests.add(head(connection.getInputStream()));
                    connection.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                }
            } catch (IOException ended) {
                return;
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client has gone");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException undone) {
            throw new UncheckedIOException(undone);
        }
    }
}
