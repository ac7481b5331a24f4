package dev.nephelite.emulator.http.fault;

import java.util.List;

/**
 * A pattern for paths of resources, in which an asterisk stands for any characters. A regular expression with many asterisks
 * could take years to find that a long path does not match; this takes a time in proportion to the path.
 */
final class ResourcePattern {
    private final List<String> literals;

    ResourcePattern(String text) {
        literals = List.of(text.split("\\*", -1));
    }

    boolean matches(String path) {
        String first = literals.get(0);
        if (literals.size() == 1) {
            return path.equals(first);
        }
        String last = literals.get(literals.size() - 1);
        int end = path.length() - last.length();
        if (first.length() > end || !path.startsWith(first) || !path.endsWith(last)) {
            return false;
        }
        // The earliest occurrence leaves the most room for the literals that follow.
        int position = first.length();
        for (String literal : literals.subList(1, literals.size() - 1)) {
            int found = path.indexOf(literal, position);
            if (found < 0 || found + literal.length() > end) {
                return false;
            }
            position = found + literal.length();
        }
        return true;
    }
}
