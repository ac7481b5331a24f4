package dev.nephelite.benchmark.server;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Sends single requests over one connection, on the caller's thread, so that the client takes little of the time that the
 * caller measures. For one thread.
 */
public final class TimedRequests implements AutoCloseable {
    private static final int MAX_HEAD_BYTES = 64 * 1024;
    private static final String LENGTH = "content-length:";

    private static final int OK = 200;
    private static final int CREATED = 201;

    private final Socket socket;
    private final String signature;

    TimedRequests(int port, String signature) throws IOException {
        this.signature = signature;
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
    }

    public void putMessage(String queue, String text) throws IOException {
        String xml = "<QueueMessage><MessageText>" + text + "</MessageText></QueueMessage>";
        send("POST", queue + "/messages", "", xml.getBytes(StandardCharsets.UTF_8), CREATED);
    }

    public void putBlob(String container, String blob, byte[] content) throws IOException {
        send("PUT", container + "/" + blob, "x-ms-blob-type: BlockBlob\r\n", content, CREATED);
    }

    public void getBlob(String container, String blob) throws IOException {
        send("GET", container + "/" + blob, "", new byte[0], OK);
    }

    /** Gets the first page of a list. */
    public void list(String container, String prefix, int entries) throws IOException {
        send(
                "GET",
                container + "?restype=container&comp=list&prefix=" + prefix + "&maxresults=" + entries,
                "",
                new byte[0],
                OK);
    }

    private void send(String method, String path, String headers, byte[] body, int status) throws IOException {
        byte[] head = "%s /%s/%s%s%s HTTP/1.1\r\nHost: 127.0.0.1\r\nx-ms-version: %s\r\n%sContent-Length: %s\r\n\r\n"
                .formatted(
                        method,
                        Signatures.ACCOUNT,
                        path,
                        path.contains("?") ? "&" : "?",
                        signature,
                        Signatures.VERSION,
                        headers,
                        body.length)
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        socket.getOutputStream().write(request);
        String response = response();
        if (!response.startsWith("HTTP/1.1 " + status + " ")) {
            throw new IOException(method + " " + path + " returned "
                    + response.lines().findFirst().orElse(""));
        }
    }

    /** Reads a response to its end and returns its head. */
    private String response() throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] buffer = new byte[MAX_HEAD_BYTES];
        int length = 0;
        String head = "";
        while (!head.contains("\r\n\r\n")) {
            int read = in.read(buffer, length, buffer.length - length);
            if (read < 0) {
                throw new IOException("the server closed the connection");
            }
            length += read;
            head = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
        }
        int end = head.indexOf("\r\n\r\n") + 4;
        head = head.substring(0, end);
        int at = head.toLowerCase(Locale.ROOT).indexOf(LENGTH) + LENGTH.length();
        int body = Integer.parseInt(head.substring(at, head.indexOf('\r', at)).strip());
        in.readFully(new byte[Math.max(0, end + body - length)]);
        return head;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
