package dev.nephelite.blob.query.sql;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The pattern of LIKE, in which {@code %} matches any text and {@code _} any character. It consists of parts separated by
 * {@code %}. Matching takes time linear in the length of the text; a part with a {@code _} between two {@code %} takes up to
 * {@value #MAX_FLOATING_LENGTH} times as long.
 */
final class LikePattern {
    /** The greatest length of a part that contains a {@code _} and may be anywhere in the text. */
    static final int MAX_FLOATING_LENGTH = 1000;

    private final List<Part> parts;
    private final int shortest;

    private LikePattern(List<Part> parts) {
        this.parts = List.copyOf(parts);
        shortest = parts.stream().mapToInt(Part::length).sum();
    }

    /** Parses a pattern; {@code escape} is one character or empty. */
    static LikePattern parse(String pattern, String escape) {
        if (escape.length() > 1) {
            throw QueryFailure.invalidTypeConversion();
        }
        List<Part> parts = new ArrayList<>();
        StringBuilder characters = new StringBuilder();
        BitSet wild = new BitSet();
        for (int i = 0; i < pattern.length(); i++) {
            boolean escaped = escape.indexOf(pattern.charAt(i)) >= 0 && i + 1 < pattern.length();
            char character = pattern.charAt(escaped ? ++i : i);
            if (!escaped && character == '%') {
                parts.add(new Part(characters.toString(), wild));
                characters = new StringBuilder();
                wild = new BitSet();
            } else {
                wild.set(characters.length(), !escaped && character == '_');
                characters.append(character);
            }
        }
        parts.add(new Part(characters.toString(), wild));
        return new LikePattern(parts);
    }

    /** Finds the first occurrence of each part in turn: it leaves the most text for the remaining parts. */
    boolean matches(String text) {
        Part first = parts.get(0);
        if (parts.size() == 1) {
            return text.length() == first.length() && first.isAt(text, 0);
        }
        Part last = parts.get(parts.size() - 1);
        int end = text.length() - last.length();
        if (text.length() < shortest || !first.isAt(text, 0) || !last.isAt(text, end)) {
            return false;
        }
        int position = first.length();
        for (Part part : parts.subList(1, parts.size() - 1)) {
            int found = part.find(text, position, end);
            if (found < 0) {
                return false;
            }
            position = found + part.length();
        }
        return true;
    }

    /** The text between two {@code %}; where {@code wild} has a bit, any character matches. */
    private static final class Part {
        private final String characters;
        private final BitSet wild;
        private final int[] fallbacks;

        Part(String characters, BitSet wild) {
            this.characters = characters;
            this.wild = wild;
            fallbacks = wild.isEmpty() ? fallbacks(characters) : new int[0];
        }

        int length() {
            return characters.length();
        }

        boolean isAt(String text, int offset) {
            for (int i = 0; i < characters.length(); i++) {
                if (!wild.get(i) && characters.charAt(i) != text.charAt(offset + i)) {
                    return false;
                }
            }
            return true;
        }

        /** The first offset of this part in a range of the text, or -1. */
        int find(String text, int from, int to) {
            return wild.isEmpty() ? findPlain(text, from, to) : findWild(text, from, to);
        }

        private int findWild(String text, int from, int to) {
            if (length() > MAX_FLOATING_LENGTH) {
                throw QueryFailure.invalidTypeConversion();
            }
            for (int offset = from; offset <= to - length(); offset++) {
                if (isAt(text, offset)) {
                    return offset;
                }
            }
            return -1;
        }

        /** The Knuth-Morris-Pratt algorithm, which never moves back in the text. */
        private int findPlain(String text, int from, int to) {
            int matched = 0;
            for (int i = from; i < to && matched < length(); i++) {
                matched = next(characters, fallbacks, matched, text.charAt(i));
                if (matched == length()) {
                    return i + 1 - matched;
                }
            }
            return length() == 0 ? from : -1;
        }

        /** For each prefix of the part, the length of its longest proper prefix that is also a suffix of it. */
        private static int[] fallbacks(String characters) {
            int[] fallbacks = new int[characters.length() + 1];
            for (int i = 1, matched = 0; i < characters.length(); i++) {
                matched = next(characters, fallbacks, matched, characters.charAt(i));
                fallbacks[i + 1] = matched;
            }
            return fallbacks;
        }

        /** The number of matched characters after one more character of the text. */
        private static int next(String characters, int[] fallbacks, int matched, char character) {
            int length = matched;
            while (length > 0 && characters.charAt(length) != character) {
                length = fallbacks[length];
            }
            return characters.charAt(length) == character ? length + 1 : 0;
        }
    }
}
