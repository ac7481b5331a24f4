package dev.nephelite.junit.runtime;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces secrets in texts for people: keys in connection strings, signatures and function keys in URLs, bearer tokens, and the
 * values of settings whose names say that they are secret.
 *
 * @param values which are replaced wherever they are
 */
record Secrets(List<String> values) {
    private static final String MASK = "***";

    private static final Pattern NAMED = Pattern.compile(
            "((?:AccountKey|SharedAccessKey|SharedAccessSignature|password|pwd|secret|[?&](?:sig|code))=)[^;&\\s\"',]+"
                    + "|(Bearer\\s+)[\\w.~+/=-]+",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern SECRET_SETTING = Pattern.compile("KEY|SECRET|PASSWORD|TOKEN");

    /** A shorter value may be part of words that are no secrets. */
    private static final int MIN_LENGTH = 8;

    /** The secrets among settings. */
    static Secrets in(Map<String, String> settings) {
        return new Secrets(settings.entrySet().stream()
                .filter(setting -> SECRET_SETTING
                        .matcher(setting.getKey().toUpperCase(Locale.ROOT))
                        .find())
                .map(Map.Entry::getValue)
                .filter(value -> value.length() >= MIN_LENGTH)
                .toList());
    }

    /** The text without secrets. */
    String masked(String text) {
        String masked = text;
        for (String value : values) {
            masked = masked.replace(value, MASK);
        }
        return NAMED.matcher(masked).replaceAll(match -> {
            String name = match.group(1) == null ? match.group(2) : match.group(1);
            return Matcher.quoteReplacement(name) + MASK;
        });
    }
}
