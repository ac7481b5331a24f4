package dev.nephelite.blob.query.sql;

import dev.nephelite.blob.query.sql.Arithmetic.Operator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads expressions, the operators that bind weakest first. */
final class ExpressionParser {
    /** Far more than anybody writes, and few enough for the stack that they are reckoned up on. */
    private static final int MOST_OPERATORS = 1000;

    /** The same for expressions in one another. */
    private static final int DEEPEST = 100;

    private static final Map<String, Comparison.Operator> COMPARISONS = Map.of(
            "=", Comparison.Operator.EQUAL,
            "!=", Comparison.Operator.NOT_EQUAL,
            "<>", Comparison.Operator.NOT_EQUAL,
            "<", Comparison.Operator.LESS,
            "<=", Comparison.Operator.LESS_OR_EQUAL,
            ">", Comparison.Operator.GREATER,
            ">=", Comparison.Operator.GREATER_OR_EQUAL);
    private static final Map<String, Operator> SUMS = Map.of("+", Operator.PLUS, "-", Operator.MINUS);
    private static final Map<String, Operator> PRODUCTS =
            Map.of("*", Operator.TIMES, "/", Operator.DIVIDED_BY, "%", Operator.MODULO);

    private final Tokens tokens;
    private final PathParser paths;
    private final CallParser calls;
    private final List<FieldReference> fields = new ArrayList<>();
    private int operators;
    private int depth;

    /**
     * A reader of the expressions of one statement.
     *
     * @param now the moment that UTCNOW stands for
     */
    ExpressionParser(Tokens tokens, PathParser paths, Instant now) {
        this.tokens = tokens;
        this.paths = paths;
        calls = new CallParser(tokens, this, now);
    }

    /** The fields that the expressions read so far refer to. */
    List<FieldReference> fields() {
        return fields;
    }

    Expression expression() {
        require(++depth <= DEEPEST);
        Expression expression = disjunction();
        depth--;
        return expression;
    }

    private Expression disjunction() {
        List<Expression> parts = new ArrayList<>(List.of(conjunction()));
        while (tokens.takeWord("OR")) {
            parts.add(conjunction());
        }
        return parts.size() == 1 ? parts.get(0) : new AnyOf(parts);
    }

    private Expression conjunction() {
        List<Expression> parts = new ArrayList<>(List.of(negation()));
        while (tokens.takeWord("AND")) {
            parts.add(negation());
        }
        return parts.size() == 1 ? parts.get(0) : new AllOf(parts);
    }

    private Expression negation() {
        if (tokens.takeWord("NOT")) {
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
        if (tokens.takeWord("IS")) {
            boolean negated = tokens.takeWord("NOT");
            return negate(negated, isNothing(left));
        }
        boolean negated = tokens.takeWord("NOT");
        if (tokens.takeWord("BETWEEN")) {
            return negate(negated, between(left));
        }
        if (tokens.takeWord("IN")) {
            tokens.requireSymbol("(");
            return negate(negated, new In(left, calls.list()));
        }
        if (tokens.takeWord("LIKE")) {
            Expression pattern = sum();
            return negate(negated, new Like(left, pattern, tokens.takeWord("ESCAPE") ? sum() : null));
        }
        require(!negated);
        return left;
    }

    private Expression isNothing(Expression value) {
        if (tokens.takeWord("MISSING")) {
            return new IsNullOrMissing(value, Value.Nothing.MISSING);
        }
        tokens.requireWord("NULL");
        return new IsNullOrMissing(value, Value.Nothing.NULL);
    }

    private Expression between(Expression value) {
        Expression low = sum();
        tokens.requireWord("AND");
        return new AllOf(List.of(
                new Comparison(value, Comparison.Operator.GREATER_OR_EQUAL, low),
                new Comparison(value, Comparison.Operator.LESS_OR_EQUAL, sum())));
    }

    private Expression sum() {
        Expression result = product();
        for (Operator next = operator(SUMS); next != null; next = operator(SUMS)) {
            countOperator();
            result = new Arithmetic(result, next, product());
        }
        return result;
    }

    private Expression product() {
        Expression result = signed();
        for (Operator next = operator(PRODUCTS); next != null; next = operator(PRODUCTS)) {
            countOperator();
            result = new Arithmetic(result, next, signed());
        }
        return result;
    }

    private Expression signed() {
        if (tokens.takeSymbol("-")) {
            countOperator();
            return new Arithmetic(new Literal(new Value.Whole(0)), Operator.MINUS, signed());
        }
        tokens.takeSymbol("+");
        return operand();
    }

    private Expression operand() {
        if (tokens.takeSymbol("(")) {
            Expression inner = expression();
            tokens.requireSymbol(")");
            return inner;
        }
        Token token = tokens.peek();
        return switch (token.kind()) {
            case TEXT -> new Literal(new Value.Text(tokens.next().text()));
            case WHOLE_NUMBER -> new Literal(new Value.Whole(tokens.wholeNumber()));
            case REAL_NUMBER ->
                new Literal(new Value.Real(Double.parseDouble(tokens.next().text())));
            case WORD -> word();
            case QUOTED_NAME -> field();
            case SYMBOL, END -> throw RefusedQuery.SYNTAX.exception();
        };
    }

    private Expression word() {
        if (tokens.isFollowedBy("(")) {
            return calls.call();
        }
        if (tokens.takeWord("CASE")) {
            return calls.branches();
        }
        if (tokens.takeWord("NULL")) {
            return new Literal(Value.Nothing.NULL);
        }
        if (tokens.takeWord("TRUE")) {
            return new Literal(new Value.Truth(true));
        }
        return tokens.takeWord("FALSE") ? new Literal(new Value.Truth(false)) : field();
    }

    private Expression field() {
        FieldReference field = paths.field();
        fields.add(field);
        return field;
    }

    private <T> @Nullable T operator(Map<String, T> symbols) {
        Token token = tokens.peek();
        @Nullable T found = token.kind() == Token.Kind.SYMBOL ? symbols.get(token.text()) : null;
        if (found != null) {
            tokens.next();
        }
        return found;
    }

    private void countOperator() {
        require(++operators <= MOST_OPERATORS);
    }

    private static void require(boolean sound) {
        if (!sound) {
            throw RefusedQuery.SYNTAX.exception();
        }
    }

    private static Expression negate(boolean negated, Expression condition) {
        return negated ? new Not(condition) : condition;
    }
}
