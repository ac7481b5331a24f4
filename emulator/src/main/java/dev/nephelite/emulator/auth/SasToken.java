package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.emulator.value.IsoTime;
import dev.nephelite.emulator.value.SigningKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A shared access signature in the query of a request: its fields as they were signed, and the checks that all kinds of
 * SAS share.
 */
final class SasToken {
    private static final int LENGTH_OF_A_VERSION = "2015-04-05".length();

    private static final Set<String> PROTOCOLS = Set.of("https", "http");

    /** SAS of this version had no field for it. */
    private static final String OLDEST_VERSION = "2009-09-19";

    private final SignedRequest request;
    private final String version;

    SasToken(SignedRequest request) {
        this.request = request;
        version = has("sv") ? text("sv") : OLDEST_VERSION;
        if (version.length() != LENGTH_OF_A_VERSION) {
            throw notWellFormed("sv");
        }
    }

    /** Returns the field, empty when absent. */
    String text(String field) {
        String value = request.query().get(field);
        return value == null ? "" : value;
    }

    boolean has(String field) {
        return !text(field).isEmpty();
    }

    /** The encryption scope for what is written with it, or null; older signatures have no such field. */
    @Nullable
    String encryptionScope() {
        return has("ses") && isSince("2020-12-06") ? text("ses") : null;
    }

    boolean isSince(String wanted) {
        return version.compareTo(wanted) >= 0;
    }

    void require(String... fields) {
        for (String field : fields) {
            if (!has(field)) {
                throw notWellFormed(field);
            }
        }
    }

    void requireSignature(String stringToSign, List<SigningKey> keys) {
        String signature = text("sig");
        if (keys.stream().noneMatch(key -> key.verifies(stringToSign, signature))) {
            throw StorageException.authenticationFailed(
                    "Signature did not match. String to sign used was " + stringToSign);
        }
    }

    /** Refuses a client whose address or protocol the SAS does not allow. */
    void requireOrigin() {
        String addresses = text("sip");
        if (!addresses.isEmpty() && !range(addresses).contains(request.remoteAddress())) {
            throw CommonError.AUTHORIZATION_SOURCE_IP_MISMATCH.exception(Map.of("SourceIP", request.remoteAddress()));
        }
        if (has("spr") && !protocols().contains(request.scheme())) {
            throw CommonError.AUTHORIZATION_PROTOCOL_MISMATCH.exception();
        }
    }

    /** HTTPS, or both protocols; HTTP alone cannot be signed. */
    private List<String> protocols() {
        List<String> protocols = List.of(text("spr").toLowerCase(Locale.ROOT).split(",", -1));
        if (!protocols.contains("https") || !PROTOCOLS.containsAll(protocols)) {
            throw notWellFormed("spr");
        }
        return protocols;
    }

    static StorageException notWellFormed(String field) {
        return StorageException.authenticationFailed("Signature fields not well formed: " + field);
    }

    private static IpAddressRange range(String addresses) {
        try {
            return IpAddressRange.parse(addresses);
        } catch (IllegalArgumentException refused) {
            throw notWellFormed("sip");
        }
    }

    /** Builds the string-to-sign of a SAS line by line; newer protocol versions have more lines. */
    static final class StringToSign {
        private final SasToken token;
        private final List<String> lines = new ArrayList<>(24);

        StringToSign(SasToken token) {
            this.token = token;
        }

        StringToSign line(String text) {
            lines.add(text);
            return this;
        }

        StringToSign lineSince(String version, String text) {
            return token.isSince(version) ? line(text) : this;
        }

        StringToSign fields(String... names) {
            for (String name : names) {
                lines.add(token.text(name));
            }
            return this;
        }

        StringToSign fieldsSince(String version, String... names) {
            return token.isSince(version) ? fields(names) : this;
        }

        /** Returns the lines with a line feed between any two. */
        String text() {
            return String.join("\n", lines);
        }
    }

    /**
     * The validity period of a SAS: from {@code start}, inclusive, to {@code expiry}, exclusive.
     *
     * @param start null if the period has no start
     */
    record ValidityPeriod(@Nullable Instant start, Instant expiry) {
        void requireContains(Instant now) {
            boolean started = start == null || !now.isBefore(start);
            if (!started || !now.isBefore(expiry)) {
                throw StorageException.authenticationFailed("Signature not valid in the specified time frame: Start ["
                        + (start == null ? "" : HttpDate.format(start)) + "] - Expiry [" + HttpDate.format(expiry)
                        + "] - Current [" + HttpDate.format(now) + "]");
            }
        }

        /**
         * Reads one of the ISO 8601 forms that signatures may use, from {@code 2026-01-01} to fractions of a second.
         */
        static Instant parse(String field, String text) {
            try {
                return IsoTime.parse(text);
            } catch (DateTimeException refused) {
                throw StorageException.authenticationFailed(
                        "Signature fields not well formed: " + field + " is no ISO 8601 time in UTC: '" + text + "'");
            }
        }
    }

    /**
     * The IPv4 addresses for which a SAS is valid: one, or an inclusive range.
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

        /** Whether the range contains an address. IPv6 addresses match only if they are loopback or IPv4-mapped. */
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
}
