package dev.nephelite.cli.options;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The addresses and ports on which services listen. */
public final class ListenAddress {
    static final String LOOPBACK = "127.0.0.1";

    private ListenAddress() {}

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
