package dev.nephelite.blob.query.sql;

import java.util.List;

/** A function applied to its arguments. */
record FunctionCall(Function function, List<Expression> arguments) implements Expression {
    FunctionCall {
        arguments = List.copyOf(arguments);
    }

    @Override
    public Value evaluate(Row row) {
        return function.apply(
                arguments.stream().map(argument -> argument.evaluate(row)).toList());
    }
}
