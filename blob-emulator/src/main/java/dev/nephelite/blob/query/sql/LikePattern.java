package dev.nephelite.blob.query.sql;

import java.util.BitSet;

/** The pattern of a LIKE. Matching takes no more steps than the text has characters times those of the pattern. */
final class LikePattern {
    private final StringBuilder characters = new StringBuilder();
    private final BitSet wild = new BitSet();

    private LikePattern() {}

    static LikePattern parse(String pattern, String escape) {
        if (escape.length() > 1) {
            throw QueryFailure.invalidTypeConversion();
        }
        LikePattern parsed = new LikePattern();
        for (int i = 0; i < pattern.length(); i++) {
            boolean escaped = escape.indexOf(pattern.charAt(i)) >= 0 && i + 1 < pattern.length();
            char character = pattern.charAt(escaped ? ++i : i);
            parsed.wild.set(parsed.characters.length(), !escaped && (character == '%' || character == '_'));
            parsed.characters.append(character);
        }
        return parsed;
    }

    /** Goes back to the latest % only, for what an earlier one could match, that can too. */
    boolean matches(String text) {
        int at = 0;
        int next = 0;
        int latest = -1;
        int resume = 0;
        while (at < text.length()) {
            if (isAnyText(next)) {
                latest = next++;
                resume = at;
            } else if (next < characters.length() && matches(next, text.charAt(at))) {
                at++;
                next++;
            } else if (latest >= 0) {
                at = ++resume;
                next = latest + 1;
            } else {
                return false;
            }
        }
        while (isAnyText(next)) {
            next++;
        }
        return next == characters.length();
    }

    private boolean isAnyText(int index) {
        return index < characters.length() && wild.get(index) && characters.charAt(index) == '%';
    }

    private boolean matches(int index, char character) {
        return wild.get(index) || characters.charAt(index) == character;
    }
}
