package dev.nephelite.blob.query.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a statement apart into its words. */
final class Lexer {
    private static final Pattern UNQUOTED = Pattern.compile("(?<word>[\\p{L}_][\\p{L}\\p{N}_]*+)"
            + "|(?<real>\\d++[.]\\d*+(?:[eE][+-]?\\d++)?+|[.]\\d++(?:[eE][+-]?\\d++)?+|\\d++[eE][+-]?\\d++)"
            + "|(?<whole>\\d++)"
            + "|<=|>=|<>|!=|[-+*/%=<>(),.;\\[\\]]");

    private final String statement;
    private final Matcher matcher;
    private int position;

    private Lexer(String statement) {
        this.statement = statement;
        matcher = UNQUOTED.matcher(statement);
    }

    static List<Token> tokens(String statement) {
        Lexer lexer = new Lexer(statement);
        List<Token> tokens = new ArrayList<>();
        do {
            tokens.add(lexer.next());
        } while (tokens.get(tokens.size() - 1).kind() != Token.Kind.END);
        return tokens;
    }

    private Token next() {
        while (position < statement.length() && Character.isWhitespace(statement.charAt(position))) {
            position++;
        }
        if (position == statement.length()) {
            return new Token(Token.Kind.END, "");
        }
        return switch (statement.charAt(position)) {
            case '\'' -> new Token(Token.Kind.TEXT, quoted('\''));
            case '"' -> new Token(Token.Kind.QUOTED_NAME, quoted('"'));
            default -> unquoted();
        };
    }

    /** A quote within is written twice. */
    private String quoted(char quote) {
        StringBuilder text = new StringBuilder();
        boolean open = true;
        position++;
        while (open) {
            int end = statement.indexOf(quote, position);
            if (end < 0) {
                throw RefusedQuery.SYNTAX.exception();
            }
            text.append(statement, position, end);
            open = end + 1 < statement.length() && statement.charAt(end + 1) == quote;
            if (open) {
                text.append(quote);
            }
            position = end + (open ? 2 : 1);
        }
        return text.toString();
    }

    private Token unquoted() {
        if (!matcher.region(position, statement.length()).lookingAt()) {
            throw RefusedQuery.SYNTAX.exception();
        }
        position = matcher.end();
        return new Token(kind(), matcher.group());
    }

    private Token.Kind kind() {
        if (matcher.group("word") != null) {
            return Token.Kind.WORD;
        }
        if (matcher.group("real") != null) {
            return Token.Kind.REAL_NUMBER;
        }
        return matcher.group("whole") == null ? Token.Kind.SYMBOL : Token.Kind.WHOLE_NUMBER;
    }
}
