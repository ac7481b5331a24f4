package dev.nephelite.blob.query.sql;

/**
 * TRIM: a text without certain characters at its ends.
 *
 * @param characters those that go
 */
record Trim(boolean leading, boolean trailing, Expression characters, Expression text) implements Expression {
    @Override
    public Value evaluate(Row row) {
        Value unwanted = characters.evaluate(row);
        Value value = text.evaluate(row);
        if (unwanted.isNothing() || value.isNothing()) {
            return Value.Nothing.NULL;
        }
        return new Value.Text(trim(Conversion.text(value), Conversion.text(unwanted)));
    }

    private String trim(String from, String unwanted) {
        int begin = 0;
        int end = from.length();
        while (leading && begin < end && unwanted.indexOf(from.charAt(begin)) >= 0) {
            begin++;
        }
        while (trailing && begin < end && unwanted.indexOf(from.charAt(end - 1)) >= 0) {
            end--;
        }
        return from.substring(begin, end);
    }
}
