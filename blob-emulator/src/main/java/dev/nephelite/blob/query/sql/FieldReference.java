package dev.nephelite.blob.query.sql;

import java.util.List;

/** A field of the record, by its name or number and, in JSON, by the way into what it holds. */
public record FieldReference(List<PathStep> path) implements Expression {
    private static final int LONGEST_ORDINAL = 7;

    public FieldReference {
        path = List.copyOf(path);
    }

    @Override
    public Value evaluate(Row row) {
        return row.field(this);
    }

    /** The number of a column of delimited text, counted from one; zero if it is meant by its name. */
    public int ordinal() {
        PathStep.Name name = column();
        String text = name.text();
        if (name.exact() || text.length() < 2 || text.length() > LONGEST_ORDINAL || !text.startsWith("_")) {
            return 0;
        }
        boolean number = text.charAt(1) != '0' && text.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
        return number ? Integer.parseInt(text.substring(1)) : 0;
    }

    /** The column of delimited text, which has no way into it. */
    public PathStep.Name column() {
        if (path.size() == 1 && path.get(0) instanceof PathStep.Name name) {
            return name;
        }
        throw RefusedQuery.SYNTAX.exception();
    }
}
