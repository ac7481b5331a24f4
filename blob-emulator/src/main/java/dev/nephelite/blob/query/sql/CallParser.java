package dev.nephelite.blob.query.sql;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what has words of its own inside: functions, casts, and the branches of CASE. */
final class CallParser {
    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final Instant now;

    CallParser(Tokens tokens, ExpressionParser expressions, Instant now) {
        this.tokens = tokens;
        this.expressions = expressions;
        this.now = now;
    }

    /** A function with its arguments; its name is the next word and a bracket the one behind. */
    Expression call() {
        String name = tokens.next().text().toUpperCase(Locale.ROOT);
        tokens.requireSymbol("(");
        return switch (name) {
            case "CAST" -> cast();
            case "COALESCE" -> new Coalesce(list());
            case "DATE_ADD" -> dateAdd();
            case "DATE_DIFF" -> dateDiff();
            case "EXTRACT" -> extract();
            case "TRIM" -> trim();
            case "UTCNOW" -> utcNow();
            default -> function(Function.parse(name));
        };
    }

    /** Expressions up to the bracket that closes them, at least one. */
    List<Expression> list() {
        List<Expression> list = new ArrayList<>();
        do {
            list.add(expressions.expression());
        } while (tokens.takeSymbol(","));
        tokens.requireSymbol(")");
        return list;
    }

    /** What follows the word CASE. */
    Expression branches() {
        if (tokens.peek().isWord("WHEN")) {
            return branchesOf(null);
        }
        return branchesOf(expressions.expression());
    }

    private Expression branchesOf(@Nullable Expression subject) {
        List<CaseExpression.Branch> branches = new ArrayList<>();
        do {
            tokens.requireWord("WHEN");
            Expression when = expressions.expression();
            Expression condition = subject == null ? when : new Comparison(subject, Comparison.Operator.EQUAL, when);
            tokens.requireWord("THEN");
            branches.add(new CaseExpression.Branch(condition, expressions.expression()));
        } while (tokens.peek().isWord("WHEN"));
        Expression otherwise = tokens.takeWord("ELSE") ? expressions.expression() : new Literal(Value.Nothing.NULL);
        tokens.requireWord("END");
        return new CaseExpression(branches, otherwise);
    }

    private Expression cast() {
        Expression value = expressions.expression();
        tokens.requireWord("AS");
        SqlType type = SqlType.parse(tokens.next(Token.Kind.WORD).text());
        tokens.requireSymbol(")");
        return new Cast(value, type);
    }

    private Expression dateAdd() {
        DatePart part = datePart();
        tokens.requireSymbol(",");
        List<Expression> arguments = list(2);
        return new DateAdd(part.unit(), arguments.get(0), arguments.get(1));
    }

    private Expression dateDiff() {
        DatePart part = datePart();
        tokens.requireSymbol(",");
        List<Expression> arguments = list(2);
        return new DateDiff(part.unit(), arguments.get(0), arguments.get(1));
    }

    private Expression extract() {
        DatePart part = datePart();
        tokens.requireWord("FROM");
        return new Extract(part, list(1).get(0));
    }

    private DatePart datePart() {
        Token token = tokens.next();
        if (token.kind() != Token.Kind.WORD && token.kind() != Token.Kind.TEXT) {
            throw RefusedQuery.SYNTAX.exception();
        }
        return DatePart.parse(token.text());
    }

    private Expression trim() {
        boolean leading = tokens.takeWord("LEADING");
        boolean trailing = !leading && tokens.takeWord("TRAILING");
        boolean both = !leading && !trailing;
        boolean sideSaid = !both || tokens.takeWord("BOTH");
        Expression characters = new Literal(new Value.Text(" "));
        if (sideSaid && tokens.takeWord("FROM")) {
            return new Trim(leading || both, trailing || both, characters, list(1).get(0));
        }
        Expression first = expressions.expression();
        if (tokens.takeWord("FROM")) {
            return new Trim(leading || both, trailing || both, first, list(1).get(0));
        }
        tokens.requireSymbol(")");
        return new Trim(leading || both, trailing || both, characters, first);
    }

    private Expression utcNow() {
        tokens.requireSymbol(")");
        return new Literal(new Value.Moment(now.atOffset(ZoneOffset.UTC)));
    }

    private Expression function(Function function) {
        List<Expression> arguments = list();
        if (!function.takes(arguments.size())) {
            throw RefusedQuery.SYNTAX.exception();
        }
        return new FunctionCall(function, arguments);
    }

    private List<Expression> list(int size) {
        List<Expression> list = list();
        if (list.size() != size) {
            throw RefusedQuery.SYNTAX.exception();
        }
        return list;
    }
}
