package dev.nephelite.blob.query.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tokens of a statement, which a parser reads from first to last. Methods that require a token throw a syntax error. */
final class Lexer {
    private final List<Token> tokens;
    private int position;

    Lexer(String statement) {
        tokens = new Tokenizer(statement).tokens();
    }

    /** The next token, which is not consumed. */
    Token peek() {
        return tokens.get(position);
    }

    /** Whether the token after the next one is the symbol. */
    boolean isFollowedBy(String symbol) {
        return position + 1 < tokens.size() && tokens.get(position + 1).isSymbol(symbol);
    }

    Token next() {
        Token token = tokens.get(position);
        require(token.kind() != Kind.END);
        position++;
        return token;
    }

    Token next(Kind kind) {
        require(peek().kind() == kind);
        return next();
    }

    /** Consumes the next token if it is the word, and returns whether it was. */
    boolean skipWord(String word) {
        return skip(peek().isWord(word));
    }

    /** Consumes the next token if it is the symbol, and returns whether it was. */
    boolean skipSymbol(String symbol) {
        return skip(peek().isSymbol(symbol));
    }

    void requireWord(String word) {
        require(skipWord(word));
    }

    void requireSymbol(String symbol) {
        require(skipSymbol(symbol));
    }

    /** An integer that is not negative. */
    long integer() {
        try {
            return Long.parseLong(next(Kind.INTEGER).text());
        } catch (NumberFormatException ignored) {
            // The integer is too large.
            throw RefusedQuery.SYNTAX.exception();
        }
    }

    private boolean skip(boolean found) {
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

    /**
     * One token.
     *
     * @param text the token without the quotes around it
     */
    record Token(Kind kind, String text) {
        boolean isWord(String word) {
            return kind == Kind.WORD && text.equalsIgnoreCase(word);
        }

        boolean isSymbol(String symbol) {
            return kind == Kind.SYMBOL && text.equals(symbol);
        }
    }

    /** The kinds of tokens. */
    enum Kind {
        WORD,
        QUOTED_NAME,
        TEXT,
        INTEGER,
        DECIMAL,
        SYMBOL,
        END
    }

    /** Divides a statement into tokens. */
    private static final class Tokenizer {
        private static final Pattern UNQUOTED = Pattern.compile("(?<word>[\\p{L}_][\\p{L}\\p{N}_]*+)"
                + "|(?<decimal>\\d++[.]\\d*+(?:[eE][+-]?\\d++)?+|[.]\\d++(?:[eE][+-]?\\d++)?+|\\d++[eE][+-]?\\d++)"
                + "|(?<integer>\\d++)"
                + "|<=|>=|<>|!=|[-+*/%=<>(),.;\\[\\]]");

        private final String statement;
        private final Matcher matcher;
        private int position;

        private Tokenizer(String statement) {
            this.statement = statement;
            matcher = UNQUOTED.matcher(statement);
        }

        private List<Token> tokens() {
            List<Token> tokens = new ArrayList<>();
            do {
                tokens.add(next());
            } while (tokens.get(tokens.size() - 1).kind() != Kind.END);
            return tokens;
        }

        private Token next() {
            while (position < statement.length() && Character.isWhitespace(statement.charAt(position))) {
                position++;
            }
            if (position == statement.length()) {
                return new Token(Kind.END, "");
            }
            return switch (statement.charAt(position)) {
                case '\'' -> new Token(Kind.TEXT, quoted('\''));
                case '"' -> new Token(Kind.QUOTED_NAME, quoted('"'));
                default -> unquoted();
            };
        }

        /** A quote inside quotes is written twice. */
        private String quoted(char quote) {
            StringBuilder text = new StringBuilder();
            boolean open = true;
            position++;
            while (open) {
                int end = statement.indexOf(quote, position);
                require(end >= 0);
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
            require(matcher.region(position, statement.length()).lookingAt());
            position = matcher.end();
            return new Token(kind(), matcher.group());
        }

        private Kind kind() {
            if (matcher.group("word") != null) {
                return Kind.WORD;
            }
            if (matcher.group("decimal") != null) {
                return Kind.DECIMAL;
            }
            return matcher.group("integer") == null ? Kind.SYMBOL : Kind.INTEGER;
        }
    }
}
