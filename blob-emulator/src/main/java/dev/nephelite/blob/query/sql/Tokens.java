package dev.nephelite.blob.query.sql;

import java.util.List;

/** The words of a statement, read from the first to the last. */
final class Tokens {
    private final List<Token> tokens;
    private int position;

    Tokens(String statement) {
        tokens = Lexer.tokens(statement);
    }

    /** The next word, which stays the next one. */
    Token peek() {
        return tokens.get(position);
    }

    /** Whether the word after the next one is that symbol. */
    boolean isFollowedBy(String symbol) {
        return position + 1 < tokens.size() && tokens.get(position + 1).isSymbol(symbol);
    }

    Token next() {
        Token token = tokens.get(position);
        if (token.kind() == Token.Kind.END) {
            throw RefusedQuery.SYNTAX.exception();
        }
        position++;
        return token;
    }

    Token next(Token.Kind kind) {
        if (peek().kind() != kind) {
            throw RefusedQuery.SYNTAX.exception();
        }
        return next();
    }

    /** Reads the word if it is the next one, and returns whether it was. */
    boolean takeWord(String word) {
        return take(peek().isWord(word));
    }

    /** Reads the symbol if it is the next word, and returns whether it was. */
    boolean takeSymbol(String symbol) {
        return take(peek().isSymbol(symbol));
    }

    void requireWord(String word) {
        require(takeWord(word));
    }

    void requireSymbol(String symbol) {
        require(takeSymbol(symbol));
    }

    /** A whole number that is not below zero. */
    long wholeNumber() {
        try {
            return Long.parseLong(next(Token.Kind.WHOLE_NUMBER).text());
        } catch (NumberFormatException tooLarge) {
            throw RefusedQuery.SYNTAX.exception();
        }
    }

    private boolean take(boolean found) {
        if (found) {
            position++;
        }
        return found;
    }

    private static void require(boolean found) {
        if (!found) {
            throw RefusedQuery.SYNTAX.exception();
        }
    }
}
