package dev.nephelite.emulator.http;

import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The address on which a server listens.
 *
 * @param host address to bind
 * @param port TCP port to bind, or 0 for any free one
 * @param tls the server's certificate and key, or null for plain HTTP
 * @param trusted the names by which requests may address the server
 */
public record ServerAddress(String host, int port, @Nullable SSLContext tls, TrustedHosts trusted) {
    private static final String EVERY_ADDRESS = "0.0.0.0";
    private static final String LOOPBACK = "127.0.0.1";

    /** An address that trusts only local host names. */
    public ServerAddress(String host, int port, @Nullable SSLContext tls) {
        this(host, port, tls, TrustedHosts.LOCAL);
    }

    public static ServerAddress plain(String host, int port) {
        return new ServerAddress(host, port, null);
    }

    /** The same address, but any free port. */
    public ServerAddress withAnyPort() {
        return new ServerAddress(host, 0, tls, trusted);
    }

    /** The base URL for clients on this machine, given the port that was opened. */
    public String baseUrl(int openPort) {
        String name = host.equals(EVERY_ADDRESS) ? LOOPBACK : host.contains(":") ? "[" + host + "]" : host;
        return (tls == null ? "http" : "https") + "://" + name + ":" + openPort;
    }
}
