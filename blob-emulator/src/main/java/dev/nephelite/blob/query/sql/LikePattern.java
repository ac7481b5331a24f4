package dev.nephelite.blob.query.sql;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The pattern of a LIKE: parts with any text between each two of them. Matching takes as many steps as the text has
 * characters; a part with a _ that may be anywhere in the text takes up to {@value #LONGEST_FLOATING} times as many.
 */
final class LikePattern {
    /** How long a part may be that has a _ in it and may be anywhere in the text. */
    static final int LONGEST_FLOATING = 1000;

    private final List<Part> parts;
    private final int shortest;

    private LikePattern(List<Part> parts) {
        this.parts = List.copyOf(parts);
        shortest = parts.stream().mapToInt(Part::length).sum();
    }

    /** Parses a pattern; {@code escape} is one character or none. */
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

    /** Takes each part where it comes first, for what a later place would leave to match, an earlier one does too. */
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

    /** What is between two %; where {@code wild} has a bit, any character is right. */
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

        /** Returns where this comes first between two places, or -1. */
        int find(String text, int from, int to) {
            return wild.isEmpty() ? findPlain(text, from, to) : findWild(text, from, to);
        }

        private int findWild(String text, int from, int to) {
            if (length() > LONGEST_FLOATING) {
                throw QueryFailure.invalidTypeConversion();
            }
            for (int offset = from; offset <= to - length(); offset++) {
                if (isAt(text, offset)) {
                    return offset;
                }
            }
            return -1;
        }

        /** The algorithm of Knuth, Morris and Pratt, which never goes back in the text. */
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

        /** For each length, the longest shorter beginning that what was matched ends with. */
        private static int[] fallbacks(String characters) {
            int[] fallbacks = new int[characters.length() + 1];
            for (int i = 1, matched = 0; i < characters.length(); i++) {
                matched = next(characters, fallbacks, matched, characters.charAt(i));
                fallbacks[i + 1] = matched;
            }
            return fallbacks;
        }

        /** How much is matched when one more character has come. */
        private static int next(String characters, int[] fallbacks, int matched, char character) {
            int length = matched;
            while (length > 0 && characters.charAt(length) != character) {
                length = fallbacks[length];
            }
            return characters.charAt(length) == character ? length + 1 : 0;
        }
    }
}
