package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.value.SigningKey;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A shared access signature as it stands in the query of a request: its fields, worded as they were signed, and the
 * checks that every kind of signature has in common.
 */
final class SasToken {
    private static final int LENGTH_OF_A_VERSION = "2015-04-05".length();

    private static final Set<String> PROTOCOLS = Set.of("https", "http");

    /** A signature did not yet say its version then. */
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
            throw AuthenticationFailed.because("Signature did not match. String to sign used was " + stringToSign);
        }
    }

    /** Refuses a client at an address, or over a protocol, that the signature is not good for. */
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
        return AuthenticationFailed.because("Signature fields not well formed: " + field);
    }

    private static IpAddressRange range(String addresses) {
        try {
            return IpAddressRange.parse(addresses);
        } catch (IllegalArgumentException refused) {
            throw notWellFormed("sip");
        }
    }
}
