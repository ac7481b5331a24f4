package dev.nephelite.emulator.auth;

/**
 * The IPv4 addresses a signature is good for: one, or a range with both its ends.
 *
 * @param first as an unsigned number, as is {@code last}
 */
record IpAddressRange(long first, long last) {
    private static final long LOOPBACK = 0x7F000001L;
    private static final int PARTS = 4;

    /**
     * Reads {@code 10.0.0.1} or {@code 10.0.0.1-10.0.0.9}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static IpAddressRange parse(String text) {
        int dash = text.indexOf('-');
        return dash < 0
                ? new IpAddressRange(number(text), number(text))
                : new IpAddressRange(number(text.substring(0, dash)), number(text.substring(dash + 1)));
    }

    /** Whether a client's address is in here. IPv6 never is, but for a loopback or mapped address, which IPv4 knows. */
    boolean contains(String remoteAddress) {
        if (remoteAddress.equals("::1") || remoteAddress.equals("0:0:0:0:0:0:0:1")) {
            return contains(LOOPBACK);
        }
        String address = remoteAddress.substring(remoteAddress.lastIndexOf(':') + 1);
        try {
            return contains(number(address));
        } catch (IllegalArgumentException onlyIpv6) {
            return false;
        }
    }

    private boolean contains(long address) {
        return first <= address && address <= last;
    }

    private static long number(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("not an IPv4 address: " + text);
        }
        long number = 0;
        for (String part : parts) {
            int octet = Integer.parseInt(part);
            if (octet < 0 || octet > 255) {
                throw new IllegalArgumentException("not an IPv4 address: " + text);
            }
            number = number << 8 | octet;
        }
        return number;
    }
}
