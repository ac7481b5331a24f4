package dev.nephelite.emulator.settings;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.store.RecordInput;
import dev.nephelite.emulator.store.RecordOutput;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;
import java.util.List;
import java.util.Optional;

/**
 * What browsers may let web pages do with a service; the first rule that matches decides.
 *
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/storageservices/cross-origin-resource-sharing--cors--support-for-the-azure-storage-services">CORS
 *     support</a>
 */
public record CorsRules(List<CorsRule> rules) {
    static final CorsRules NONE = new CorsRules(List.of());

    private static final String NODE = "Cors";
    private static final int MOST_RULES = 5;
    private static final int LONGEST = 2 * 1024;

    static CorsRules read(XmlElement node) {
        List<XmlElement> nodes = node.children("CorsRule").toList();
        if (nodes.size() > MOST_RULES || nodes.size() < node.children().size()) {
            throw CommonError.INVALID_XML_DOCUMENT.exception();
        }
        List<CorsRule> rules = nodes.stream().map(CorsRule::read).toList();
        if (rules.stream().mapToInt(CorsRule::length).sum() > LONGEST) {
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
}
