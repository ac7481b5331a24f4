package dev.nephelite.blob.query.sql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a statement.
 *
 * @see <a href="https://learn.microsoft.com/azure/storage/blobs/query-acceleration-sql-reference">The language</a>
 */
public final class SelectParser {
    private static final int MOST_COLUMNS = 49;
    private static final long SMALLEST_SPLIT = 10L * 1024 * 1024;

    private static final Map<String, AggregateFunction> AGGREGATES = Map.of(
            "COUNT", AggregateFunction.COUNT,
            "AVG", AggregateFunction.AVERAGE,
            "AVERAGE", AggregateFunction.AVERAGE,
            "MIN", AggregateFunction.MIN,
            "MAX", AggregateFunction.MAX,
            "SUM", AggregateFunction.SUM);

    private final Tokens tokens;
    private final PathParser paths;
    private final ExpressionParser expressions;

    private SelectParser(String statement, Instant now) {
        tokens = new Tokens(statement);
        paths = new PathParser(tokens);
        expressions = new ExpressionParser(tokens, paths, now);
    }

    /**
     * Reads a statement.
     *
     * @param now the moment that UTCNOW stands for
     * @throws dev.nephelite.emulator.error.StorageException with {@link RefusedQuery} if it is none
     */
    public static Select parse(String statement, Instant now) {
        return new SelectParser(statement, now).select();
    }

    private Select select() {
        tokens.requireWord("SELECT");
        Projection projection = projection();
        tokens.requireWord("FROM");
        List<PathStep> table = paths.table();
        @Nullable Expression where = tokens.takeWord("WHERE") ? expressions.expression() : null;
        long limit = tokens.takeWord("LIMIT") ? tokens.wholeNumber() : Long.MAX_VALUE;
        tokens.takeSymbol(";");
        if (tokens.peek().kind() != Token.Kind.END) {
            throw RefusedQuery.SYNTAX.exception();
        }
        return new Select(projection, table, where, limit, expressions.fields());
    }

    private Projection projection() {
        if (tokens.takeSymbol("*")) {
            return Projection.All.FIELDS;
        }
        if (tokens.peek().isWord("sys") && tokens.isFollowedBy(".")) {
            return split();
        }
        @Nullable
        AggregateFunction function = AGGREGATES.get(tokens.peek().text().toUpperCase(Locale.ROOT));
        return function != null && tokens.isFollowedBy("(") ? aggregated(function) : columns();
    }

    private Projection split() {
        tokens.requireWord("sys");
        tokens.requireSymbol(".");
        tokens.requireWord("split");
        tokens.requireSymbol("(");
        long size = tokens.wholeNumber();
        tokens.requireSymbol(")");
        if (size < SMALLEST_SPLIT) {
            throw new RefusedQuery("The split size must be at least " + SMALLEST_SPLIT + " bytes.").exception();
        }
        return new Projection.Split(size);
    }

    private Projection aggregated(AggregateFunction function) {
        tokens.next();
        tokens.requireSymbol("(");
        boolean rows = function == AggregateFunction.COUNT && tokens.takeSymbol("*");
        @Nullable Expression argument = rows ? null : expressions.expression();
        tokens.requireSymbol(")");
        return new Projection.Aggregated(alias("_1"), new Projection.Aggregate(function, argument));
    }

    private Projection columns() {
        List<Projection.Column> columns = new ArrayList<>();
        do {
            Expression expression = expressions.expression();
            String name = alias(name(expression, columns.size() + 1));
            columns.add(new Projection.Column(name, expression));
        } while (tokens.takeSymbol(","));
        if (columns.size() > MOST_COLUMNS) {
            throw RefusedQuery.SYNTAX.exception();
        }
        return new Projection.Columns(columns);
    }

    private String alias(String otherwise) {
        return tokens.takeWord("AS") ? paths.name().text() : otherwise;
    }

    /** A field gives a column its name; anything else has none, so the column is called by its number. */
    private static String name(Expression expression, int number) {
        if (expression instanceof FieldReference field
                && field.path().get(field.path().size() - 1) instanceof PathStep.Name name) {
            return name.text();
        }
        return "_" + number;
    }
}
