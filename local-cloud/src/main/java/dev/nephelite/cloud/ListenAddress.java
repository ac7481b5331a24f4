package dev.nephelite.cloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.function.Supplier;

/** The addresses of this machine on which services can listen. */
final class ListenAddress {
    static final String LOOPBACK = "127.0.0.1";

    private ListenAddress() {}

    /** The system may resolve {@code localhost} to IPv6 only; a server on IPv4's loopback address listens on both. */
    static String of(String name) {
        return name.toLowerCase(Locale.ROOT).equals("localhost") ? LOOPBACK : name;
    }

    /** Whether only this machine can reach an address; not so if it cannot be resolved. */
    static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException ignored) {
            return false;
        }
    }

    /** Refuses an address that this machine does not have. */
    static void require(CloudService service, String address) {
        try {
            InetAddress wanted = InetAddress.getByName(address);
            if (wanted.isAnyLocalAddress() || NetworkInterface.getByInetAddress(wanted) != null) {
                return;
            }
        } catch (IOException ignored) {
            // A name that cannot be resolved is not one of this machine's either.
        }
        throw new AddressUnavailableException(service, address);
    }

    /** Starts a service, and tells a port that cannot be opened from other failures. */
    static <T> T listen(CloudService service, int port, Supplier<T> start) {
        try {
            return start.get();
        } catch (UncheckedIOException failed) {
            if (failed.getCause() instanceof SocketException) {
                throw new PortUnavailableException(service, port, failed.getCause());
            }
            throw failed;
        }
    }
}
