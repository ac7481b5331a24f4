package dev.nephelite.cli.options;

import dev.nephelite.cloud.AddressUnavailableException;
import dev.nephelite.cloud.CloudService;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The addresses and ports on which services listen, and the options that choose them. */
public final class ListenAddress {
    static final String LOOPBACK = "127.0.0.1";

    private ListenAddress() {}

    /** The option with which the user chooses the port of a service. */
    public static String portOption(CloudService service) {
        return switch (service) {
            case BLOB -> StorageOptions.BLOB_PORT;
            case QUEUE -> StorageOptions.QUEUE_PORT;
            case FUNCTIONS -> HostingOptions.PORT;
            case CONTROL -> ControlOptions.PORT;
        };
    }

    /** Words that this machine lacks an address on which a service was to listen, and the remedy. */
    public static String remedy(AddressUnavailableException unavailable) {
        return unavailable.address() + " is not an address of this machine. Give "
                + hostOption(unavailable.service())
                + " one that is, such as 0.0.0.0 for all of them, or leave it out for " + LOOPBACK + ".";
    }

    private static String hostOption(CloudService service) {
        return switch (service) {
            case BLOB -> StorageOptions.BLOB_HOST;
            case QUEUE -> StorageOptions.QUEUE_HOST;
            case FUNCTIONS -> HostingOptions.ADDRESS;
            case CONTROL -> ControlOptions.HOST;
        };
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
