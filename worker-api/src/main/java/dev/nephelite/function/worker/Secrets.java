package dev.nephelite.function.worker;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces secrets in texts that are logged, reported or recorded: those that are recognized by the name in front of them, such
 * as keys in connection strings, signatures and function keys in URLs, credentials and cookies in headers, and values that are
 * known to be secret.
 *
 * @param values which are replaced wherever they are
 */
public record Secrets(List<String> values) {
    /** Only the secrets that are recognized by the name in front of them. */
    public static final Secrets NAMED = new Secrets(List.of());

    /** What is shown instead of a secret. */
    public static final String MASK = "***";

    /** The only mark of a secret that no equals sign or colon follows. */
    private static final String BEARER = "earer ";

    /** One of them is in every text that has a secret with a name. */
    private static final List<String> MARKS = List.of(
            "Key=",
            "key=",
            "sig=",
            "code=",
            "unctions-key",
            "unctions-Key",
            "uthorization",
            "ookie",
            BEARER,
            "assword=",
            "wd=",
            "ecret=",
            "AUTHORIZATION",
            "COOKIE",
            "PASSWORD=",
            "SECRET=",
            "PWD=");

    /** The value of a cookie ends with its line or quotation; other values end earlier. A quotation mark may be escaped. */
    private static final Pattern SECRET = Pattern.compile(
            "((?:Set-)?Cookie\\\\*[\"']?[:=] ?\\\\*[\"']?)(?:[^\\r\\n\"'\\\\]|\\\\(?![\"'rn]))+"
                    + "|((?:AccountKey|SharedAccessKey|\\bsig|password|pwd|secret)="
                    + "|[?&]code="
                    + "|(?:x-functions-key|Authorization)\\\\*[\"']?[:=] ?\\\\*[\"']?(?:\\w+ )?"
                    + "|Bearer\\s+)"
                    + "(?:[^&;\\s\"'<>,\\\\]|\\\\(?![\"'rn]))+",
            Pattern.CASE_INSENSITIVE);

    /** The end of a name, or of a part of it. */
    private static final Pattern SECRET_SETTING = Pattern.compile("(?:KEY|SECRET|PASSWORD|TOKEN)\\d*(?:$|[_:.-])");

    /** A shorter value may be part of words that are no secrets. */
    private static final int MIN_LENGTH = 8;

    public Secrets {
        values = List.copyOf(values);
    }

    /** The secrets with a name, and the values of settings whose names say that they are secret. */
    public static Secrets in(Map<String, String> settings) {
        return new Secrets(settings.entrySet().stream()
                .filter(setting -> SECRET_SETTING
                        .matcher(setting.getKey().toUpperCase(Locale.ROOT))
                        .find())
                .map(Map.Entry::getValue)
                .filter(value -> value.length() >= MIN_LENGTH)
                .toList());
    }

    /** Whether the value of a header with this name is a secret. */
    public static boolean isSecretHeader(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "authorization",
                    "proxy-authorization",
                    "cookie",
                    "set-cookie",
                    "x-functions-key",
                    "x-ms-copy-source-authorization" -> true;
            default -> false;
        };
    }

    /** Sorts out most texts, because each of them is searched for each run of a function. */
    private static boolean mayHaveName(String text) {
        if (text.indexOf('=') < 0 && text.indexOf(':') < 0 && !text.contains(BEARER)) {
            return false;
        }
        for (String mark : MARKS) {
            if (text.contains(mark)) {
                return true;
            }
        }
        return false;
    }

    /** Returns {@code text} with {@value #MASK} for each secret; the same object if there is none. */
    public String masked(String text) {
        String masked = text;
        for (String value : values) {
            masked = masked.replace(value, MASK);
        }
        if (!mayHaveName(masked)) {
            return masked;
        }
        Matcher secrets = SECRET.matcher(masked);
        return secrets.find()
                ? secrets.replaceAll(match ->
                        Matcher.quoteReplacement((match.group(1) == null ? match.group(2) : match.group(1)) + MASK))
                : masked;
    }
}
