package dev.nephelite.cloud;

import dev.nephelite.emulator.http.ServerAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.function.Supplier;

/** The addresses of this machine on which services can listen. */
final class BindAddresses {
    static final String LOOPBACK = "127.0.0.1";

    private BindAddresses() {}

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

    /** Refuses an address whose port cannot be opened now. Another program may still open it before the service does. */
    static void requireFree(CloudService service, ServerAddress address) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(address.host(), address.port()));
        } catch (IOException unavailable) {
            throw new PortUnavailableException(service, address.port(), unavailable);
        }
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
