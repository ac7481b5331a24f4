package dev.nephelite.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Locale;

/** The address of this machine on which a service listens, as people name it. */
final class ListenAddress {
    static final String LOOPBACK = "127.0.0.1";

    private ListenAddress() {}

    /** {@code localhost} may be IPv6 alone to the system; a server on IPv4's loopback address listens on both. */
    static String of(String name) {
        return name.toLowerCase(Locale.ROOT).equals("localhost") ? LOOPBACK : name;
    }

    /**
     * Refuses an address that this machine does not have, so that nothing can listen on it.
     *
     * @param option with which the user chooses the address
     */
    static void require(String address, String option) {
        try {
            InetAddress wanted = InetAddress.getByName(address);
            if (wanted.isAnyLocalAddress() || NetworkInterface.getByInetAddress(wanted) != null) {
                return;
            }
        } catch (IOException ignored) {
            // A name that cannot be resolved is not one of this machine's either.
        }
        throw new IllegalArgumentException(address + " is not an address of this machine. Give " + option
                + " one that is, such as 0.0.0.0 for all of them, or leave it out for " + LOOPBACK + ".");
    }
}
