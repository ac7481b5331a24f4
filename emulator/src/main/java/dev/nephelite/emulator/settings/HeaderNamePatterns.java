package dev.nephelite.emulator.settings;

import dev.nephelite.emulator.xml.XmlElement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Names of headers in a rule, some of which may end in an asterisk: then they stand for every name that begins so.
 *
 * @param names as the owner wrote them
 */
record HeaderNamePatterns(List<String> names) {
    private static final String ANY_REST = "*";
    private static final int MOST_LITERAL = 64;
    private static final int MOST_PREFIXED = 2;
    private static final int LONGEST = 256;

    static HeaderNamePatterns read(XmlElement node) {
        List<String> names = split(node);
        long prefixed = names.stream().filter(name -> name.endsWith(ANY_REST)).count();
        boolean tooMany = prefixed > MOST_PREFIXED || names.size() - prefixed > MOST_LITERAL;
        if (tooMany) {
            throw PropertyNodes.wrong(node);
        }
        return new HeaderNamePatterns(names);
    }

    /** The values between the commas of a node. */
    static List<String> split(XmlElement node) {
        List<String> values = Arrays.stream(node.text().split(",", -1))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
        if (values.stream().anyMatch(value -> value.length() > LONGEST)) {
            throw PropertyNodes.wrong(node);
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
