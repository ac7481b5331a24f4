package dev.nephelite.blob.query.sql;

/**
 * One word of a statement.
 *
 * @param text without the quotes around it
 */
record Token(Kind kind, String text) {
    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** What a word can be. */
    enum Kind {
        WORD,
        QUOTED_NAME,
        TEXT,
        WHOLE_NUMBER,
        REAL_NUMBER,
        SYMBOL,
        END
    }
}
