package dev.nephelite.blob.filter;

import dev.nephelite.blob.model.BlobTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Parses an expression on tags. {@code AND} binds more tightly than {@code OR}. An invalid expression is an
 * {@link IllegalArgumentException} with the service's own message, which names the position.
 */
final class FilterParser {
    private static final String CONTAINER = "@container";

    /** Names that only quotation marks make the name of a tag, in any case: operators and the parts of a date. */
    private static final Set<String> KEYWORDS =
            Set.of("AND", "OR", "NOT", "YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND");

    /** The deepest nesting of parentheses, which is limited because the parser is recursive. */
    private static final int DEEPEST = 100;

    private final String text;
    private final Dialect dialect;
    private final List<TagFilter.Comparison> comparisons = new ArrayList<>();
    private int position;
    private int depth;

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
        if (dialect != Dialect.CONDITION) {
            requireFewTags();
        }
        return filter;
    }

    private TagFilter disjunction() {
        List<TagFilter> parts = new ArrayList<>(List.of(conjunction()));
        while (isAtWord("OR")) {
            if (dialect != Dialect.CONDITION) {
                throw unexpected();
            }
            word();
            parts.add(conjunction());
        }
        return parts.size() == 1 ? parts.get(0) : new TagFilter.AnyOf(parts);
    }

    private TagFilter conjunction() {
        List<TagFilter> parts = new ArrayList<>(List.of(term()));
        while (isAtWord("AND")) {
            word();
            parts.add(term());
        }
        return parts.size() == 1 ? parts.get(0) : new TagFilter.AllOf(parts);
    }

    private TagFilter term() {
        skipSpaces();
        int start = position;
        if (take("(")) {
            if (++depth > DEEPEST) {
                throw errorAt(start, "too many nested parentheses");
            }
            TagFilter inner = disjunction();
            if (!take(")")) {
                throw unexpected();
            }
            depth--;
            return inner;
        }
        return isAt('@') ? container() : comparison();
    }

    private TagFilter container() {
        if (dialect == Dialect.CONDITION) {
            throw unexpected();
        }
        int start = position++;
        String parameter = "@" + word();
        if (!parameter.equals(CONTAINER)) {
            throw errorAt(start, "unsupported parameter '" + parameter + "'");
        }
        if (dialect == Dialect.CONTAINER_SEARCH) {
            throw error("Cannot have container in both uri and query");
        }
        skipSpaces();
        int operator = position;
        if (operator(start) != TagFilter.Operator.EQUAL) {
            position = operator;
            throw unexpected();
        }
        return new TagFilter.InContainer(quotedValue());
    }

    private TagFilter comparison() {
        skipSpaces();
        int start = position;
        String key = isAt('"') ? quoted('"') : unquotedKey();
        requireLegal(start, key);
        if (key.isEmpty() || key.length() > BlobTags.MAX_KEY_LENGTH) {
            throw errorAt(start, "tag must be between 1 and " + BlobTags.MAX_KEY_LENGTH + " characters in length");
        }
        TagFilter.Operator operator = operator(start);
        skipSpaces();
        int valueStart = position;
        String value = quotedValue();
        requireLegal(valueStart, value);
        if (value.length() > BlobTags.MAX_VALUE_LENGTH) {
            throw errorAt(
                    valueStart,
                    "tag value must be between 0 and " + BlobTags.MAX_VALUE_LENGTH + " characters in length");
        }
        TagFilter.Comparison comparison = new TagFilter.Comparison(key, operator, value);
        comparisons.add(comparison);
        return comparison;
    }

    private String unquotedKey() {
        int start = position;
        String key = word();
        if (key.isEmpty() || KEYWORDS.contains(key.toUpperCase(Locale.ROOT))) {
            position = start;
            throw unexpected();
        }
        return key;
    }

    /** Reads the operator that follows an operand, which began at {@code start}. */
    private TagFilter.Operator operator(int start) {
        for (TagFilter.Operator operator : TagFilter.Operator.ALL) {
            int here = position;
            if (take(operator.text())) {
                if (operator == TagFilter.Operator.NOT_EQUAL && dialect != Dialect.CONDITION) {
                    position = here;
                    throw unexpected();
                }
                return operator;
            }
        }
        if (position == text.length()) {
            throw errorAt(start, "expected an operator");
        }
        throw unexpected();
    }

    private String quotedValue() {
        if (!isAt('\'')) {
            throw unexpected();
        }
        return quoted('\'');
    }

    /** Reads what is between quotation marks; a mark that is doubled stands for itself. */
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
        throw errorAt(position, "unterminated " + mark);
    }

    private void requireLegal(int start, String keyOrValue) {
        keyOrValue
                .codePoints()
                .filter(character -> !BlobTags.isLegal(character))
                .findFirst()
                .ifPresent(character -> {
                    throw errorAt(start, "'" + Character.toString(character) + "' not permitted in tag name or value");
                });
    }

    private boolean isAt(char symbol) {
        skipSpaces();
        return position < text.length() && text.charAt(position) == symbol;
    }

    private boolean isAtWord(String word) {
        skipSpaces();
        int end = position + word.length();
        return text.regionMatches(true, position, word, 0, word.length())
                && (end == text.length() || !isPartOfWord(text.charAt(end)));
    }

    private boolean take(String symbol) {
        skipSpaces();
        boolean here = text.startsWith(symbol, position);
        position += here ? symbol.length() : 0;
        return here;
    }

    /** Reads letters, digits and underscores; returns the empty string where there are none. */
    private String word() {
        int start = position;
        while (position < text.length() && isPartOfWord(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    private void skipSpaces() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    /** A search names at most ten tags, and each of them once, or twice for the two ends of a range. */
    private void requireFewTags() {
        Map<String, List<TagFilter.Operator>> operators = comparisons.stream()
                .collect(Collectors.groupingBy(
                        TagFilter.Comparison::key,
                        Collectors.mapping(TagFilter.Comparison::operator, Collectors.toList())));
        if (operators.size() > BlobTags.MAX_TAGS) {
            throw error("there can be at most " + BlobTags.MAX_TAGS + " unique tags in a query");
        }
        if (!operators.values().stream().allMatch(FilterParser::isOneCondition)) {
            throw error("can't have multiple conditions for a single tag unless they define a range");
        }
    }

    private static boolean isOneCondition(List<TagFilter.Operator> onOneTag) {
        return onOneTag.size() == 1
                || (onOneTag.size() == 2
                        && onOneTag.stream().anyMatch(TagFilter.Operator::isLowerBound)
                        && onOneTag.stream().anyMatch(TagFilter.Operator::isUpperBound));
    }

    /** Refuses whatever is at the current position. */
    private IllegalArgumentException unexpected() {
        skipSpaces();
        int start = position;
        String token = word();
        if (token.isEmpty()) {
            Predicate<TagFilter.Operator> here = operator -> text.startsWith(operator.text(), start);
            token = TagFilter.Operator.ALL.stream()
                    .filter(here)
                    .map(TagFilter.Operator::text)
                    .findFirst()
                    .orElseGet(() -> text.substring(start, Math.min(start + 1, text.length())));
        }
        return errorAt(start, token.isEmpty() ? "unexpected end of query" : "unexpected '" + token + "'");
    }

    private static IllegalArgumentException errorAt(int index, String message) {
        return new IllegalArgumentException(
                "Error parsing query at or near character position " + (index + 1) + ": " + message);
    }

    private static IllegalArgumentException error(String message) {
        return new IllegalArgumentException("Error parsing query: " + message);
    }

    private static boolean isPartOfWord(char c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** Where an expression is used, which decides what it may contain. */
    enum Dialect {
        ACCOUNT_SEARCH,
        CONTAINER_SEARCH,
        CONDITION
    }
}
