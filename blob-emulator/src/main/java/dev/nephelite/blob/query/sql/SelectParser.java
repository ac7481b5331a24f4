package dev.nephelite.blob.query.sql;

import dev.nephelite.blob.query.sql.Expression.Arithmetic;
import dev.nephelite.blob.query.sql.Expression.Case;
import dev.nephelite.blob.query.sql.Expression.Comparison;
import dev.nephelite.blob.query.sql.Expression.FieldReference;
import dev.nephelite.blob.query.sql.Expression.Literal;
import dev.nephelite.blob.query.sql.Expression.Not;
import dev.nephelite.blob.query.sql.Lexer.Kind;
import dev.nephelite.blob.query.sql.Lexer.Token;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses a statement by recursive descent: the methods for expressions are in order of precedence, the operators that bind
 * weakest first.
 *
 * @see <a href="https://learn.microsoft.com/azure/storage/blobs/query-acceleration-sql-reference">The language</a>
 */
public final class SelectParser {
    private static final int MAX_COLUMNS = 49;
    private static final long MIN_SPLIT_BYTES = 10L * 1024 * 1024;

    /** Limits the depth of the tree, and with it the stack that its evaluation needs. */
    private static final int MAX_OPERATORS = 1000;

    /** Limits the nesting of expressions for the same reason. */
    private static final int DEEPEST = 100;

    private static final Set<String> RESERVED = Set.of(
            "AND", "AS", "BETWEEN", "CASE", "ELSE", "END", "ESCAPE", "FROM", "IN", "IS", "LIKE", "LIMIT", "NOT", "NULL",
            "OR", "SELECT", "THEN", "WHEN", "WHERE");

    private static final Map<String, Select.Aggregate.Function> AGGREGATES = Map.of(
            "COUNT", Select.Aggregate.Function.COUNT,
            "AVG", Select.Aggregate.Function.AVERAGE,
            "AVERAGE", Select.Aggregate.Function.AVERAGE,
            "MIN", Select.Aggregate.Function.MIN,
            "MAX", Select.Aggregate.Function.MAX,
            "SUM", Select.Aggregate.Function.SUM);

    private static final Map<String, Comparison.Operator> COMPARISONS = Map.of(
            "=", Comparison.Operator.EQUAL,
            "!=", Comparison.Operator.NOT_EQUAL,
            "<>", Comparison.Operator.NOT_EQUAL,
            "<", Comparison.Operator.LESS,
            "<=", Comparison.Operator.LESS_OR_EQUAL,
            ">", Comparison.Operator.GREATER,
            ">=", Comparison.Operator.GREATER_OR_EQUAL);

    private static final Map<String, Arithmetic.Operator> SUMS =
            Map.of("+", Arithmetic.Operator.PLUS, "-", Arithmetic.Operator.MINUS);

    private static final Map<String, Arithmetic.Operator> PRODUCTS = Map.of(
            "*", Arithmetic.Operator.TIMES, "/", Arithmetic.Operator.DIVIDED_BY, "%", Arithmetic.Operator.MODULO);

    private final Lexer tokens;
    private final Instant now;
    private final List<FieldReference> fields = new ArrayList<>();
    private int operators;
    private int depth;

    private SelectParser(String statement, Instant now) {
        tokens = new Lexer(statement);
        this.now = now;
    }

    /**
     * Parses a statement.
     *
     * @param now the value of UTCNOW
     * @throws dev.nephelite.emulator.error.StorageException with {@link RefusedQuery} if the statement is invalid
     */
    public static Select parse(String statement, Instant now) {
        return new SelectParser(statement, now).select();
    }

    private Select select() {
        tokens.requireWord("SELECT");
        Select.Projection projection = projection();
        tokens.requireWord("FROM");
        List<PathStep> table = table();
        @Nullable Expression where = tokens.skipWord("WHERE") ? expression() : null;
        long limit = tokens.skipWord("LIMIT") ? tokens.integer() : Long.MAX_VALUE;
        tokens.skipSymbol(";");
        require(tokens.peek().kind() == Kind.END);
        return new Select(projection, table, where, limit, fields);
    }

    private Select.Projection projection() {
        if (tokens.skipSymbol("*")) {
            return new Select.AllFields();
        }
        if (tokens.peek().isWord("sys") && tokens.isFollowedBy(".")) {
            return split();
        }
        Select.Aggregate.@Nullable Function function =
                AGGREGATES.get(tokens.peek().text().toUpperCase(Locale.ROOT));
        return function != null && tokens.isFollowedBy("(") ? aggregated(function) : columns();
    }

    private Select.Projection split() {
        tokens.requireWord("sys");
        tokens.requireSymbol(".");
        tokens.requireWord("split");
        tokens.requireSymbol("(");
        long size = tokens.integer();
        tokens.requireSymbol(")");
        if (size < MIN_SPLIT_BYTES) {
            throw new RefusedQuery("The split size must be at least " + MIN_SPLIT_BYTES + " bytes.").exception();
        }
        return new Select.Split(size);
    }

    private Select.Projection aggregated(Select.Aggregate.Function function) {
        tokens.next();
        tokens.requireSymbol("(");
        boolean rows = function == Select.Aggregate.Function.COUNT && tokens.skipSymbol("*");
        @Nullable Expression argument = rows ? null : expression();
        tokens.requireSymbol(")");
        return new Select.Aggregate(alias("_1"), function, argument);
    }

    private Select.Projection columns() {
        List<Select.Column> columns = new ArrayList<>();
        do {
            Expression expression = expression();
            String name = alias(columnName(expression, columns.size() + 1));
            columns.add(new Select.Column(name, expression));
        } while (tokens.skipSymbol(","));
        require(columns.size() <= MAX_COLUMNS);
        return new Select.Columns(columns);
    }

    private String alias(String otherwise) {
        return tokens.skipWord("AS") ? name().text() : otherwise;
    }

    /** A column that is a field has the name of the field; any other has its number as its name. */
    private static String columnName(Expression expression, int number) {
        if (expression instanceof FieldReference field
                && field.path().get(field.path().size() - 1) instanceof PathStep.Name name) {
            return name.text();
        }
        return "_" + number;
    }

    /** Parses a table, such as {@code BlobStorage[*].warehouses[*]}, into the steps after {@code BlobStorage[*]}. */
    private List<PathStep> table() {
        tokens.requireWord("BlobStorage");
        List<PathStep> path = new ArrayList<>();
        if (tokens.peek().isSymbol("[")) {
            addSteps(path);
            require(path.remove(0) == PathStep.Every.ELEMENT);
        }
        return path;
    }

    private PathStep.Name name() {
        Token token = tokens.next();
        boolean quoted = token.kind() == Kind.QUOTED_NAME;
        boolean plain = token.kind() == Kind.WORD && RESERVED.stream().noneMatch(token::isWord);
        require(quoted || plain);
        return new PathStep.Name(token.text(), quoted);
    }

    private void addSteps(List<PathStep> path) {
        boolean more = true;
        while (more) {
            if (tokens.skipSymbol(".")) {
                path.add(name());
            } else if (tokens.skipSymbol("[")) {
                path.add(tokens.skipSymbol("*") ? PathStep.Every.ELEMENT : index());
                tokens.requireSymbol("]");
            } else {
                more = false;
            }
        }
    }

    private PathStep index() {
        long number = tokens.integer();
        require(number <= Integer.MAX_VALUE);
        return new PathStep.Index((int) number);
    }

    private Expression expression() {
        require(++depth <= DEEPEST);
        Expression expression = disjunction();
        depth--;
        return expression;
    }

    private Expression disjunction() {
        List<Expression> parts = new ArrayList<>(List.of(conjunction()));
        while (tokens.skipWord("OR")) {
            parts.add(conjunction());
        }
        return parts.size() == 1 ? parts.get(0) : new Expression.Or(parts);
    }

    private Expression conjunction() {
        List<Expression> parts = new ArrayList<>(List.of(negation()));
        while (tokens.skipWord("AND")) {
            parts.add(negation());
        }
        return parts.size() == 1 ? parts.get(0) : new Expression.And(parts);
    }

    private Expression negation() {
        if (tokens.skipWord("NOT")) {
            countOperator();
            return new Not(negation());
        }
        return condition();
    }

    private Expression condition() {
        Expression left = sum();
        Comparison.@Nullable Operator operator = operator(COMPARISONS);
        if (operator != null) {
            return new Comparison(left, operator, sum());
        }
        if (tokens.skipWord("IS")) {
            boolean negated = tokens.skipWord("NOT");
            return negate(negated, isNullOrMissing(left));
        }
        boolean negated = tokens.skipWord("NOT");
        if (tokens.skipWord("BETWEEN")) {
            return negate(negated, between(left));
        }
        if (tokens.skipWord("IN")) {
            tokens.requireSymbol("(");
            return negate(negated, new Expression.In(left, arguments()));
        }
        if (tokens.skipWord("LIKE")) {
            Expression pattern = sum();
            return negate(negated, new Expression.Like(left, pattern, tokens.skipWord("ESCAPE") ? sum() : null));
        }
        require(!negated);
        return left;
    }

    private Expression isNullOrMissing(Expression value) {
        if (tokens.skipWord("MISSING")) {
            return new Expression.IsNullOrMissing(value, Value.Absent.MISSING);
        }
        tokens.requireWord("NULL");
        return new Expression.IsNullOrMissing(value, Value.Absent.NULL);
    }

    private Expression between(Expression value) {
        Expression low = sum();
        tokens.requireWord("AND");
        return new Expression.And(List.of(
                new Comparison(value, Comparison.Operator.GREATER_OR_EQUAL, low),
                new Comparison(value, Comparison.Operator.LESS_OR_EQUAL, sum())));
    }

    private Expression sum() {
        Expression result = product();
        for (Arithmetic.Operator next = operator(SUMS); next != null; next = operator(SUMS)) {
            countOperator();
            result = new Arithmetic(result, next, product());
        }
        return result;
    }

    private Expression product() {
        Expression result = signed();
        for (Arithmetic.Operator next = operator(PRODUCTS); next != null; next = operator(PRODUCTS)) {
            countOperator();
            result = new Arithmetic(result, next, signed());
        }
        return result;
    }

    private Expression signed() {
        if (tokens.skipSymbol("-")) {
            countOperator();
            return new Arithmetic(new Literal(new Value.Int(0)), Arithmetic.Operator.MINUS, signed());
        }
        tokens.skipSymbol("+");
        return operand();
    }

    private Expression operand() {
        if (tokens.skipSymbol("(")) {
            Expression inner = expression();
            tokens.requireSymbol(")");
            return inner;
        }
        return switch (tokens.peek().kind()) {
            case TEXT -> new Literal(new Value.Text(tokens.next().text()));
            case INTEGER -> new Literal(new Value.Int(tokens.integer()));
            case DECIMAL ->
                new Literal(
                        new Value.FloatingPoint(Double.parseDouble(tokens.next().text())));
            case WORD -> word();
            case QUOTED_NAME -> field();
            case SYMBOL, END -> throw RefusedQuery.SYNTAX.exception();
        };
    }

    private Expression word() {
        if (tokens.isFollowedBy("(")) {
            return call();
        }
        if (tokens.skipWord("CASE")) {
            return branches(tokens.peek().isWord("WHEN") ? null : expression());
        }
        if (tokens.skipWord("NULL")) {
            return new Literal(Value.Absent.NULL);
        }
        if (tokens.skipWord("TRUE")) {
            return new Literal(new Value.Bool(true));
        }
        return tokens.skipWord("FALSE") ? new Literal(new Value.Bool(false)) : field();
    }

    /** Parses a field, such as {@code warehouses[0].longitude}. */
    private Expression field() {
        List<PathStep> path = new ArrayList<>();
        path.add(name());
        addSteps(path);
        require(!path.contains(PathStep.Every.ELEMENT));
        FieldReference field = new FieldReference(path);
        fields.add(field);
        return field;
    }

    private Expression branches(@Nullable Expression subject) {
        List<Case.Branch> branches = new ArrayList<>();
        do {
            tokens.requireWord("WHEN");
            Expression when = expression();
            Expression condition = subject == null ? when : new Comparison(subject, Comparison.Operator.EQUAL, when);
            tokens.requireWord("THEN");
            branches.add(new Case.Branch(condition, expression()));
        } while (tokens.peek().isWord("WHEN"));
        Expression otherwise = tokens.skipWord("ELSE") ? expression() : new Literal(Value.Absent.NULL);
        tokens.requireWord("END");
        return new Case(branches, otherwise);
    }

    /** Parses a call; the next token is the name of the function. */
    private Expression call() {
        String name = tokens.next().text().toUpperCase(Locale.ROOT);
        tokens.requireSymbol("(");
        return switch (name) {
            case "CAST" -> cast();
            case "COALESCE" -> new Expression.Coalesce(arguments());
            case "DATE_ADD" -> dateAdd();
            case "DATE_DIFF" -> dateDiff();
            case "EXTRACT" -> extract();
            case "TRIM" -> trim();
            case "UTCNOW" -> utcNow();
            default -> function(ScalarFunction.parse(name));
        };
    }

    private Expression function(ScalarFunction function) {
        List<Expression> arguments = arguments();
        require(function.accepts(arguments.size()));
        return new Expression.FunctionCall(function, arguments);
    }

    private Expression cast() {
        Expression value = expression();
        tokens.requireWord("AS");
        Value.Type type = Value.Type.parse(tokens.next(Kind.WORD).text());
        tokens.requireSymbol(")");
        return new Expression.Cast(value, type);
    }

    private Expression dateAdd() {
        Timestamps.Part part = timestampPart();
        tokens.requireSymbol(",");
        List<Expression> arguments = arguments(2);
        return new Expression.DateAdd(part.unit(), arguments.get(0), arguments.get(1));
    }

    private Expression dateDiff() {
        Timestamps.Part part = timestampPart();
        tokens.requireSymbol(",");
        List<Expression> arguments = arguments(2);
        return new Expression.DateDiff(part.unit(), arguments.get(0), arguments.get(1));
    }

    private Expression extract() {
        Timestamps.Part part = timestampPart();
        tokens.requireWord("FROM");
        return new Expression.Extract(part, arguments(1).get(0));
    }

    private Timestamps.Part timestampPart() {
        Token token = tokens.next();
        require(token.kind() == Kind.WORD || token.kind() == Kind.TEXT);
        return Timestamps.Part.parse(token.text());
    }

    private Expression trim() {
        boolean leading = tokens.skipWord("LEADING");
        boolean trailing = !leading && tokens.skipWord("TRAILING");
        boolean both = !leading && !trailing;
        boolean hasSide = !both || tokens.skipWord("BOTH");
        Expression characters = new Literal(new Value.Text(" "));
        if (hasSide && tokens.skipWord("FROM")) {
            return new Expression.Trim(
                    leading || both, trailing || both, characters, arguments(1).get(0));
        }
        Expression first = expression();
        if (tokens.skipWord("FROM")) {
            return new Expression.Trim(
                    leading || both, trailing || both, first, arguments(1).get(0));
        }
        tokens.requireSymbol(")");
        return new Expression.Trim(leading || both, trailing || both, characters, first);
    }

    private Expression utcNow() {
        tokens.requireSymbol(")");
        return new Literal(new Value.Timestamp(now.atOffset(ZoneOffset.UTC)));
    }

    private List<Expression> arguments(int count) {
        List<Expression> arguments = arguments();
        require(arguments.size() == count);
        return arguments;
    }

    /** Parses at least one expression, and the bracket after the last one. */
    private List<Expression> arguments() {
        List<Expression> arguments = new ArrayList<>();
        do {
            arguments.add(expression());
        } while (tokens.skipSymbol(","));
        tokens.requireSymbol(")");
        return arguments;
    }

    private <T> @Nullable T operator(Map<String, T> symbols) {
        Token token = tokens.peek();
        @Nullable T found = token.kind() == Kind.SYMBOL ? symbols.get(token.text()) : null;
        if (found != null) {
            tokens.next();
        }
        return found;
    }

    private void countOperator() {
        require(++operators <= MAX_OPERATORS);
    }

    private static Expression negate(boolean negated, Expression condition) {
        return negated ? new Not(condition) : condition;
    }

    private static void require(boolean valid) {
        if (!valid) {
            throw RefusedQuery.SYNTAX.exception();
        }
    }
}
