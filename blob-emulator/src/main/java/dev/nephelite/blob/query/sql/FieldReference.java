package dev.nephelite.blob.query.sql;

import java.util.List;
import java.util.regex.Pattern;

/** A field of the record, by its name or number and, in JSON, by the way into what it holds. */
public record FieldReference(List<PathStep> path) implements Expression {
    private static final Pattern ORDINAL = Pattern.compile("_[1-9][0-9]{0,5}");

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
        boolean numbered = !name.exact() && ORDINAL.matcher(name.text()).matches();
        return numbered ? Integer.parseInt(name.text().substring(1)) : 0;
    }

    /** The column of delimited text, which has no way into it. */
    public PathStep.Name column() {
        if (path.size() == 1 && path.get(0) instanceof PathStep.Name name) {
            return name;
        }
        throw RefusedQuery.SYNTAX.exception();
    }
}
