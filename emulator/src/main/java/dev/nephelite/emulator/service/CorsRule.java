package dev.nephelite.emulator.service;

import dev.nephelite.emulator.store.RecordInput;
import dev.nephelite.emulator.store.RecordOutput;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What one group of web sites may do to a service. Lists are as they were sent, separated by commas.
 *
 * @param allowedHeaders may be empty; a name that ends in an asterisk stands for all that begin with it
 * @param exposedHeaders like {@code allowedHeaders}
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/storageservices/cross-origin-resource-sharing--cors--support-for-the-azure-storage-services">CORS
 *     support</a>
 */
public record CorsRule(
        String allowedOrigins,
        String allowedMethods,
        long maxAgeInSeconds,
        String exposedHeaders,
        String allowedHeaders) {
    private static final Set<String> METHODS =
            Set.of("DELETE", "GET", "HEAD", "MERGE", "OPTIONS", "PATCH", "POST", "PUT");
    private static final int MOST_ORIGINS = 64;
    private static final int MOST_NAMES = 64;
    private static final int MOST_PREFIXES = 2;
    private static final int LONGEST_ENTRY = 256;

    static CorsRule parse(XmlElement sent) {
        return new CorsRule(
                sent.requireText("AllowedOrigins", CorsRule::parseOrigins),
                sent.requireText("AllowedMethods", CorsRule::parseMethods),
                sent.requireText("MaxAgeInSeconds", CorsRule::parseAge),
                sent.textOf("ExposedHeaders", CorsRule::parseHeaders).orElse(""),
                sent.textOf("AllowedHeaders", CorsRule::parseHeaders).orElse(""));
    }

    void writeTo(XmlWriter xml) {
        xml.open("CorsRule")
                .element("AllowedOrigins", allowedOrigins)
                .element("AllowedMethods", allowedMethods)
                .element("MaxAgeInSeconds", maxAgeInSeconds)
                .element("ExposedHeaders", exposedHeaders)
                .element("AllowedHeaders", allowedHeaders)
                .close();
    }

    static void write(CorsRule rule, RecordOutput out) {
        out.text(rule.allowedOrigins)
                .text(rule.allowedMethods)
                .number(rule.maxAgeInSeconds)
                .text(rule.exposedHeaders)
                .text(rule.allowedHeaders);
    }

    static CorsRule read(RecordInput in) {
        return new CorsRule(in.text(), in.text(), in.number(), in.text(), in.text());
    }

    private static String parseOrigins(String text) {
        List<String> origins = entries(text);
        require(!text.isEmpty() && origins.size() <= MOST_ORIGINS, text);
        return text;
    }

    private static String parseMethods(String text) {
        boolean known = entries(text).stream()
                .map(method -> method.toUpperCase(Locale.ROOT))
                .allMatch(METHODS::contains);
        require(known, text);
        return text;
    }

    private static String parseHeaders(String text) {
        List<String> names = entries(text);
        long prefixes = names.stream()
                .filter(name -> name.length() > 1 && name.endsWith("*"))
                .count();
        require(prefixes <= MOST_PREFIXES && names.size() - prefixes <= MOST_NAMES, text);
        return text;
    }

    private static long parseAge(String text) {
        long seconds = Long.parseLong(text);
        require(seconds >= 0, text);
        return seconds;
    }

    private static List<String> entries(String text) {
        List<String> entries =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        require(entries.stream().allMatch(entry -> entry.length() <= LONGEST_ENTRY), text);
        return entries;
    }

    private static void require(boolean valid, String text) {
        if (!valid) {
            throw new IllegalArgumentException("not what a CORS rule may hold: " + text);
        }
    }
}
