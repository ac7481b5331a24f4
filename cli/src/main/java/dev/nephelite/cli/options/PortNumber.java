package dev.nephelite.cli.options;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a TCP port from the command line. */
public final class PortNumber implements ITypeConverter<Integer> {
    private static final int MAX_PORT = 65_535;

    @Override
    public Integer convert(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException ignored) {
            // Refused below, like a number that is no port.
        }
        throw new TypeConversionException(
                "'" + text + "' is not a port. Give a number from 0 to " + MAX_PORT + "; 0 picks a free port.");
    }
}
