package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.BlobProtection;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.value.BooleanText;
import dev.nephelite.emulator.value.HttpDate;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The headers by which a client protects a blob from being changed or deleted. */
public final class ProtectionHeaders {
    public static final String UNTIL = "x-ms-immutability-policy-until-date";
    public static final String MODE = "x-ms-immutability-policy-mode";
    public static final String LEGAL_HOLD = "x-ms-legal-hold";

    private ProtectionHeaders() {}

    /** The protection that a blob begins with. */
    static BlobProtection of(Request request) {
        @Nullable Instant until = request.headers().get(UNTIL, HttpDate::parse);
        boolean locked = isLocked(request);
        boolean hold = isHeld(request);
        if (until == null) {
            requireNoMode(request);
            return hold ? new BlobProtection(null, false, true) : BlobProtection.NONE;
        }
        requireFuture(until, request);
        return new BlobProtection(until, locked, hold);
    }

    /** The end of a policy that a client sets. */
    public static Instant requireUntil(Request request) {
        Instant until = request.requireHeader(UNTIL, HttpDate::parse);
        requireFuture(until, request);
        return until;
    }

    /** Whether the policy that a client sets can only be extended. */
    public static boolean isLocked(Request request) {
        @Nullable Boolean locked = request.headers().get(MODE, ProtectionHeaders::parseMode);
        return locked != null && locked;
    }

    private static boolean isHeld(Request request) {
        @Nullable Boolean held = request.headers().get(LEGAL_HOLD, BooleanText::parse);
        return held != null && held;
    }

    private static Boolean parseMode(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "locked" -> true;
            case "unlocked" -> false;
            default -> throw new IllegalArgumentException("neither locked nor unlocked: " + text);
        };
    }

    private static void requireNoMode(Request request) {
        if (request.headers().has(MODE)) {
            throw CommonError.MISSING_REQUIRED_HEADER.exception().detail("HeaderName", UNTIL);
        }
    }

    private static void requireFuture(Instant until, Request request) {
        if (!until.isAfter(request.receivedAt())) {
            StorageException past = CommonError.INVALID_HEADER_VALUE.exception();
            throw past.detail("HeaderName", UNTIL).detail("HeaderValue", HttpDate.format(until));
        }
    }
}
