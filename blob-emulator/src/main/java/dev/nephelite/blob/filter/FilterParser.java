package dev.nephelite.blob.filter;

import dev.nephelite.blob.model.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads an expression on tags. {@code AND} binds more tightly than {@code OR}; what is wrong is said with its position,
 * as an {@link IllegalArgumentException}.
 */
final class FilterParser {
    private static final String CONTAINER = "@container";
    private static final int MOST_CONDITIONS_ON_ONE_TAG = 2;

    private final String text;
    private final Dialect dialect;
    private final List<TagFilter.Comparison> comparisons = new ArrayList<>();
    private int position;

    FilterParser(String text, Dialect dialect) {
        this.text = text;
        this.dialect = dialect;
    }

    TagFilter parse() {
        TagFilter filter = disjunction();
        skipSpaces();
        if (position < text.length()) {
            throw unexpected();
        }
        if (dialect == Dialect.SEARCH) {
            requireFewTags();
        }
        return filter;
    }

    private TagFilter disjunction() {
        TagFilter left = conjunction();
        while (takeWord("OR")) {
            if (dialect == Dialect.SEARCH) {
                throw wrong("OR is not supported");
            }
            left = new TagFilter.Combination(left, conjunction(), true);
        }
        return left;
    }

    private TagFilter conjunction() {
        TagFilter left = term();
        while (takeWord("AND")) {
            left = new TagFilter.Combination(left, term(), false);
        }
        return left;
    }

    private TagFilter term() {
        if (take("(")) {
            TagFilter inner = disjunction();
            if (!take(")")) {
                throw unexpected();
            }
            return inner;
        }
        if (take(CONTAINER)) {
            return container();
        }
        String key = key();
        Operator operator = operator();
        TagFilter.Comparison comparison = new TagFilter.Comparison(key, operator, value());
        comparisons.add(comparison);
        return comparison;
    }

    private TagFilter container() {
        if (dialect == Dialect.CONDITION) {
            throw wrong(CONTAINER + " is not supported");
        }
        if (operator() != Operator.EQUAL) {
            throw wrong(CONTAINER + " can only be compared with =");
        }
        return new TagFilter.InContainer(value());
    }

    private String key() {
        skipSpaces();
        if (position < text.length() && text.charAt(position) == '"') {
            return Tags.requireKey(quoted('"'));
        }
        int start = position;
        while (position < text.length() && isPartOfName(text.charAt(position))) {
            position++;
        }
        if (start == position) {
            throw unexpected();
        }
        return Tags.requireKey(text.substring(start, position));
    }

    private Operator operator() {
        for (Operator operator : Operator.ALL) {
            if (take(operator.text())) {
                if (operator == Operator.NOT_EQUAL && dialect == Dialect.SEARCH) {
                    throw wrong("<> is not supported");
                }
                return operator;
            }
        }
        throw unexpected();
    }

    private String value() {
        skipSpaces();
        if (position >= text.length() || text.charAt(position) != '\'') {
            throw unexpected();
        }
        return quoted('\'');
    }

    /** What stands between quotation marks; a mark that is doubled stands for itself. */
    private String quoted(char mark) {
        StringBuilder content = new StringBuilder();
        for (int i = position + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean doubled = c == mark && i + 1 < text.length() && text.charAt(i + 1) == mark;
            if (c == mark && !doubled) {
                position = i + 1;
                return content.toString();
            }
            content.append(c);
            i += doubled ? 1 : 0;
        }
        throw wrong("a quotation mark is not closed");
    }

    private boolean take(String symbol) {
        skipSpaces();
        boolean here = text.startsWith(symbol, position);
        position += here ? symbol.length() : 0;
        return here;
    }

    private boolean takeWord(String word) {
        skipSpaces();
        int end = position + word.length();
        boolean here = text.regionMatches(true, position, word, 0, word.length())
                && (end == text.length() || !isPartOfName(text.charAt(end)));
        position = here ? end : position;
        return here;
    }

    private void skipSpaces() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    /** A search names each tag once, or twice for a range. */
    private void requireFewTags() {
        Map<String, Integer> conditions = new HashMap<>();
        for (TagFilter.Comparison comparison : comparisons) {
            int count = conditions.merge(comparison.key(), 1, Integer::sum);
            boolean range = comparison.operator() != Operator.EQUAL;
            if (count > MOST_CONDITIONS_ON_ONE_TAG || (count > 1 && !range)) {
                throw wrong("there are too many conditions on the tag " + comparison.key());
            }
        }
        if (conditions.size() > Tags.MOST) {
            throw wrong("there are more than " + Tags.MOST + " tags");
        }
    }

    private IllegalArgumentException unexpected() {
        return position < text.length()
                ? wrong("unexpected character '" + text.charAt(position) + "'")
                : wrong("unexpected end");
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("at or near character position " + (position + 1) + ": " + what);
    }

    private static boolean isPartOfName(char c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** What an expression may use depends on where it stands. */
    enum Dialect {
        SEARCH,
        CONDITION
    }
}
