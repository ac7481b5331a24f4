package dev.nephelite.emulator.properties;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordOutput;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The CORS rules of a service; the first that matches decides.
 *
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/storageservices/cross-origin-resource-sharing--cors--support-for-the-azure-storage-services">CORS
 *     support</a>
 */
public record CorsRules(List<CorsRule> rules) {
    /** No page of another origin may do anything. */
    public static final CorsRules NONE = new CorsRules(List.of());

    private static final String NODE = "Cors";
    private static final int MAX_RULES = 5;
    private static final int MAX_LENGTH = 2 * 1024;

    static CorsRules read(XmlElement node) {
        List<XmlElement> nodes = node.children("CorsRule").toList();
        if (nodes.size() > MAX_RULES || nodes.size() < node.children().size()) {
            throw CommonError.INVALID_XML_DOCUMENT.exception();
        }
        List<CorsRule> rules = nodes.stream().map(CorsRule::read).toList();
        if (rules.stream().mapToInt(CorsRule::length).sum() > MAX_LENGTH) {
            throw CommonError.INVALID_XML_DOCUMENT.exception();
        }
        return new CorsRules(rules);
    }

    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** Whether any rule at all can be about requests with {@code method}. */
    public static boolean isVerb(String method) {
        return CorsRule.isVerb(method);
    }

    /** The rule for requests that pages from {@code origin} send. */
    public Optional<CorsRule> matching(String origin, String method) {
        return rules.stream().filter(rule -> rule.allows(origin, method)).findFirst();
    }

    /** The rule for requests that pages from {@code origin} want to send with these headers. */
    public Optional<CorsRule> matching(String origin, String method, List<String> headers) {
        return rules.stream()
                .filter(rule -> rule.allows(origin, method) && rule.allowsHeaders(headers))
                .findFirst();
    }

    /** The rule for requests from anywhere. */
    public Optional<CorsRule> forEveryOrigin(String method) {
        return rules.stream()
                .filter(rule -> rule.isForEveryOrigin() && rule.allowsMethod(method))
                .findFirst();
    }

    void write(XmlWriter xml) {
        if (rules.isEmpty()) {
            xml.element(NODE);
            return;
        }
        xml.open(NODE);
        rules.forEach(rule -> rule.write(xml));
        xml.close();
    }

    void write(RecordOutput out) {
        out.list(rules, CorsRule::write);
    }

    static CorsRules read(RecordInput in) {
        return new CorsRules(in.list(CorsRule::read));
    }

    /**
     * A CORS rule: which requests web pages of some origins may send.
     *
     * @param origins where the pages come from, such as {@code https://app.example}; {@code https://*.example} stands
     *     for
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
        private static final int MAX_ORIGINS = 64;
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
                    PropertiesXml.requireNumber(node, MAX_AGE, 0, Integer.MAX_VALUE));
            if (rule.origins.isEmpty() || rule.origins.size() > MAX_ORIGINS) {
                throw PropertiesXml.wrong(origins);
            }
            if (rule.methods.isEmpty() || !VERBS.containsAll(rule.methods)) {
                throw PropertiesXml.wrong(methods);
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

    /**
     * Names of headers in a rule, some of which may end in an asterisk: then they stand for every name that begins so.
     *
     * @param names as the owner wrote them
     */
    record HeaderNamePatterns(List<String> names) {
        private static final String ANY_REST = "*";
        private static final int MAX_LITERAL = 64;
        private static final int MAX_PREFIXED = 2;
        private static final int MAX_LENGTH = 256;

        static HeaderNamePatterns read(XmlElement node) {
            List<String> names = split(node);
            long prefixed =
                    names.stream().filter(name -> name.endsWith(ANY_REST)).count();
            boolean tooMany = prefixed > MAX_PREFIXED || names.size() - prefixed > MAX_LITERAL;
            if (tooMany) {
                throw PropertiesXml.wrong(node);
            }
            return new HeaderNamePatterns(names);
        }

        /** The values between the commas of a node. */
        static List<String> split(XmlElement node) {
            List<String> values = Arrays.stream(node.text().split(",", -1))
                    .map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .toList();
            if (values.stream().anyMatch(value -> value.length() > MAX_LENGTH)) {
                throw PropertiesXml.wrong(node);
            }
            return values;
        }

        boolean covers(String header) {
            return names.stream().anyMatch(name -> covers(name, header));
        }

        /** The names in full, and those of {@code sent} that begin as a name with an asterisk does. */
        List<String> among(List<String> sent) {
            List<String> literal =
                    names.stream().filter(name -> !name.endsWith(ANY_REST)).toList();
            List<String> prefixed = sent.stream()
                    .filter(header -> literal.stream().noneMatch(header::equalsIgnoreCase) && covers(header))
                    .distinct()
                    .toList();
            return Stream.concat(literal.stream(), prefixed.stream()).toList();
        }

        int length() {
            return toString().length();
        }

        @Override
        public String toString() {
            return String.join(",", names);
        }

        private static boolean covers(String name, String header) {
            if (!name.endsWith(ANY_REST)) {
                return name.equalsIgnoreCase(header);
            }
            String prefix = name.substring(0, name.length() - ANY_REST.length());
            return header.toLowerCase(Locale.ROOT).startsWith(prefix.toLowerCase(Locale.ROOT));
        }
    }
}
