package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.HttpDate;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Checks the Shared Key signature of a request.
 *
 * <p>Clients differ in what they sign. All of these are accepted: headers in culture or byte order; header values as
 * sent, with folded spaces, or decoded; a {@code Date} beside {@code x-ms-date} signed or not; a path with the account,
 * with the account and {@code -secondary}, or without the account.
 */
final class SharedKeyValidator {
    private static final Duration TOLERATED_SKEW = Duration.ofMinutes(15);

    private final List<KeyScheme> schemes;
    private final SignedRequest request;
    private final Account account;
    private final Instant now;

    /**
     * @param now the time on the machine's clock, because clients date requests with theirs
     */
    SharedKeyValidator(List<KeyScheme> schemes, SignedRequest request, Account account, Instant now) {
        this.schemes = schemes;
        this.request = request;
        this.account = account;
        this.now = now;
    }

    void requireRecent() {
        String date = request.headers().get("x-ms-date");
        if (date == null) {
            date = SharedKey.text(request.headers(), "Date");
        }
        Instant sent = parse(date);
        Duration skew = Duration.between(sent, now).abs();
        if (skew.compareTo(TOLERATED_SKEW) > 0) {
            throw StorageException.authenticationFailed("Request date header too " + age(sent) + ": '" + date
                    + "'. Current: '" + HttpDate.format(now) + "'");
        }
    }

    void requireSignature(String signature) {
        Set<String> tried = new LinkedHashSet<>();
        // The most common form comes first and nearly always matches, so the others are rarely built.
        for (UnaryOperator<String> spelling : HeaderValueForm.ALL) {
            for (SharedKey.HeaderSortOrder order : SharedKey.HeaderSortOrder.ALL) {
                String headers = order.canonicalize(request.headers(), spelling);
                if (isSigned(headers, signature, tried)) {
                    return;
                }
            }
        }
        throw StorageException.authenticationFailed("The MAC signature found in the HTTP request '" + signature
                + "' is not the same as any computed signature. Server used following string to sign: '"
                + tried.iterator().next() + "'.");
    }

    private boolean isSigned(String headers, String signature, Set<String> tried) {
        for (KeyScheme scheme : schemes) {
            for (String path : paths()) {
                String rest = (scheme.coversHeaders() ? headers : "")
                        + scheme.resource(account.name(), path, request.query());
                for (String date : dates()) {
                    String text = scheme.lines(request.method(), request.headers(), date) + rest;
                    if (tried.add(text) && account.keys().stream().anyMatch(key -> key.verifies(text, signature))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private List<String> paths() {
        String path = request.rawPath();
        String primary = "/" + account.name();
        String secondary = primary + Account.SECONDARY_SUFFIX;
        if (begins(path, secondary)) {
            String below = path.substring(secondary.length());
            return List.of(primary + below, path, below);
        }
        return begins(path, primary) ? List.of(path, path.substring(primary.length())) : List.of(path);
    }

    private static boolean begins(String path, String segment) {
        return path.startsWith(segment) && (path.length() == segment.length() || path.charAt(segment.length()) == '/');
    }

    private List<String> dates() {
        String date = SharedKey.text(request.headers(), "Date");
        boolean overridden = request.headers().has("x-ms-date") && !date.isEmpty();
        if (overridden) {
            return List.of("", date);
        }
        return List.of(request.headers().has("x-ms-date") ? "" : date);
    }

    private String age(Instant sent) {
        return sent.isBefore(now) ? "old" : "new";
    }

    private static Instant parse(String date) {
        try {
            return HttpDate.parse(date);
        } catch (DateTimeException refused) {
            throw StorageException.authenticationFailed(
                    "Request date header is missing or not an RFC 1123 date in GMT: '" + date + "'");
        }
    }

    /**
     * The forms in which clients sign a header value, which can differ from the value received: some clients fold
     * spaces, and UTF-8 arrives as one character per byte.
     */
    static final class HeaderValueForm {
        /** All forms, the most common first. */
        static final List<UnaryOperator<String>> ALL = List.of(
                UnaryOperator.identity(),
                HeaderValueForm::folded,
                HeaderValueForm::decoded,
                value -> folded(decoded(value)));

        private static final Pattern SPACES = Pattern.compile("[ \\t]+");

        private HeaderValueForm() {}

        private static String folded(String value) {
            return SPACES.matcher(value).replaceAll(" ");
        }

        private static String decoded(String value) {
            ByteBuffer bytes = ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1));
            try {
                return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            } catch (CharacterCodingException notUtf8) {
                return value;
            }
        }
    }
}
