package dev.nephelite.cli.options;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The address of this machine on which a service listens, as people name it. */
public final class ListenAddress {
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
    public static void require(String address, String option) {
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

    /** Reads a TCP port from the command line. */
    public static final class PortNumber implements ITypeConverter<Integer> {
        private static final int HIGHEST = 65_535;

        @Override
        public Integer convert(String text) {
            try {
                int port = Integer.parseInt(text);
                if (port >= 0 && port <= HIGHEST) {
                    return port;
                }
            } catch (NumberFormatException ignored) {
                // Refused below, like a number that is no port.
            }
            throw new TypeConversionException(
                    "'" + text + "' is not a port. Give a number from 0 to " + HIGHEST + "; 0 picks a free port.");
        }
    }
}
