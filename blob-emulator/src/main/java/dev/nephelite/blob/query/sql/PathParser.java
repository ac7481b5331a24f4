package dev.nephelite.blob.query.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads ways into a record: the fields of expressions, and what a table is the rows of. */
final class PathParser {
    private static final Set<String> RESERVED = Set.of(
            "AND", "AS", "BETWEEN", "CASE", "ELSE", "END", "ESCAPE", "FROM", "IN", "IS", "LIKE", "LIMIT", "NOT", "NULL",
            "OR", "SELECT", "THEN", "WHEN", "WHERE");

    private final Tokens tokens;

    PathParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /** A field, such as {@code warehouses[0].longitude}. */
    FieldReference field() {
        List<PathStep> path = new ArrayList<>();
        path.add(name());
        addSteps(path);
        if (path.contains(PathStep.Every.ELEMENT)) {
            throw RefusedQuery.SYNTAX.exception();
        }
        return new FieldReference(path);
    }

    /** A table, such as {@code BlobStorage[*].warehouses[*]}, as the steps behind its name and brackets. */
    List<PathStep> table() {
        tokens.requireWord("BlobStorage");
        List<PathStep> path = new ArrayList<>();
        if (tokens.peek().isSymbol("[")) {
            addSteps(path);
            if (path.remove(0) != PathStep.Every.ELEMENT) {
                throw RefusedQuery.SYNTAX.exception();
            }
        }
        return path;
    }

    PathStep.Name name() {
        Token token = tokens.next();
        boolean quoted = token.kind() == Token.Kind.QUOTED_NAME;
        boolean plain = token.kind() == Token.Kind.WORD && RESERVED.stream().noneMatch(token::isWord);
        if (!quoted && !plain) {
            throw RefusedQuery.SYNTAX.exception();
        }
        return new PathStep.Name(token.text(), quoted);
    }

    private void addSteps(List<PathStep> path) {
        boolean more = true;
        while (more) {
            if (tokens.takeSymbol(".")) {
                path.add(name());
            } else if (tokens.takeSymbol("[")) {
                path.add(tokens.takeSymbol("*") ? PathStep.Every.ELEMENT : index());
                tokens.requireSymbol("]");
            } else {
                more = false;
            }
        }
    }

    private PathStep index() {
        long number = tokens.wholeNumber();
        if (number > Integer.MAX_VALUE) {
            throw RefusedQuery.SYNTAX.exception();
        }
        return new PathStep.Index((int) number);
    }
}
