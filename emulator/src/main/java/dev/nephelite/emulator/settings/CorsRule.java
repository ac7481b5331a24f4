package dev.nephelite.emulator.settings;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.store.RecordInput;
import dev.nephelite.emulator.store.RecordOutput;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;
import java.util.List;
import java.util.Set;

/**
 * Which web pages may do what with a service.
 *
 * @param origins where the pages come from, such as {@code https://app.example}; {@code https://*.example} stands for
 *     every name below that one, and an asterisk alone for all
 * @param maxAge for how many seconds a browser need not ask again
 */
public record CorsRule(
        List<String> origins,
        List<String> methods,
        HeaderNamePatterns allowedHeaders,
        HeaderNamePatterns exposedHeaders,
        int maxAge) {
    private static final String EVERY_ORIGIN = "*";
    private static final String MAX_AGE = "MaxAgeInSeconds";
    private static final String ANY_NAME = "://*.";
    private static final int MOST_ORIGINS = 64;
    private static final Set<String> VERBS =
            Set.of("DELETE", "GET", "HEAD", "MERGE", "OPTIONS", "PATCH", "POST", "PUT");

    /** Whether {@code method} is one that a rule can be about. */
    static boolean isVerb(String method) {
        return VERBS.contains(method);
    }

    static CorsRule read(XmlElement node) {
        XmlElement origins = require(node, "AllowedOrigins");
        XmlElement methods = require(node, "AllowedMethods");
        require(node, MAX_AGE);
        CorsRule rule = new CorsRule(
                HeaderNamePatterns.split(origins),
                HeaderNamePatterns.split(methods),
                HeaderNamePatterns.read(require(node, "AllowedHeaders")),
                HeaderNamePatterns.read(require(node, "ExposedHeaders")),
                PropertyNodes.requireNumber(node, MAX_AGE, 0, Integer.MAX_VALUE));
        if (rule.origins.isEmpty() || rule.origins.size() > MOST_ORIGINS) {
            throw PropertyNodes.wrong(origins);
        }
        if (rule.methods.isEmpty() || !VERBS.containsAll(rule.methods)) {
            throw PropertyNodes.wrong(methods);
        }
        return rule;
    }

    /** Whether pages of all origins may, so that an answer to one is an answer to all. */
    public boolean isForEveryOrigin() {
        return origins.contains(EVERY_ORIGIN);
    }

    /** Whether pages from {@code origin} may send requests with {@code method}. */
    public boolean allows(String origin, String method) {
        return allowsMethod(method) && origins.stream().anyMatch(allowed -> covers(allowed, origin));
    }

    /** Whether requests may bear each of these headers. */
    public boolean allowsHeaders(List<String> headers) {
        return headers.stream().allMatch(allowedHeaders::covers);
    }

    /** Which headers of an answer a page may see, of those that {@code sent} names and of others. */
    public List<String> exposed(List<String> sent) {
        return exposedHeaders.among(sent);
    }

    boolean allowsMethod(String method) {
        return methods.contains(method);
    }

    void write(XmlWriter xml) {
        xml.open("CorsRule")
                .element("AllowedOrigins", String.join(",", origins))
                .element("AllowedMethods", String.join(",", methods))
                .element(MAX_AGE, maxAge)
                .element("ExposedHeaders", exposedHeaders)
                .element("AllowedHeaders", allowedHeaders)
                .close();
    }

    void write(RecordOutput out) {
        texts(out, origins);
        texts(out, methods);
        texts(out, allowedHeaders.names());
        texts(out, exposedHeaders.names());
        out.number(maxAge);
    }

    static CorsRule read(RecordInput in) {
        return new CorsRule(
                texts(in),
                texts(in),
                new HeaderNamePatterns(texts(in)),
                new HeaderNamePatterns(texts(in)),
                Math.toIntExact(in.number()));
    }

    /** How much of the room that all rules share this one takes. */
    int length() {
        return String.join(",", origins).length()
                + String.join(",", methods).length()
                + allowedHeaders.length()
                + exposedHeaders.length();
    }

    private static XmlElement require(XmlElement rule, String name) {
        return rule.child(name).orElseThrow(CommonError.INVALID_XML_DOCUMENT::exception);
    }

    private static boolean covers(String allowed, String origin) {
        int anyName = allowed.indexOf(ANY_NAME);
        if (anyName < 0) {
            return allowed.equals(EVERY_ORIGIN) || allowed.equals(origin);
        }
        String scheme = allowed.substring(0, anyName + ANY_NAME.length() - 2);
        String domain = allowed.substring(anyName + ANY_NAME.length() - 1);
        return origin.startsWith(scheme)
                && origin.endsWith(domain)
                && origin.length() > scheme.length() + domain.length();
    }

    private static void texts(RecordOutput out, List<String> texts) {
        out.list(texts, (text, to) -> to.text(text));
    }

    private static List<String> texts(RecordInput in) {
        return in.list(RecordInput::text);
    }
}
