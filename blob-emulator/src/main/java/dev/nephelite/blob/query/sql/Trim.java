package dev.nephelite.blob.query.sql;

import java.util.BitSet;

/**
 * TRIM: a text without certain characters at its ends.
 *
 * @param characters those that go
 * @param prepared those of the row before
 */
record Trim(boolean leading, boolean trailing, Expression characters, Expression text, Prepared<BitSet> prepared)
        implements Expression {
    Trim(boolean leading, boolean trailing, Expression characters, Expression text) {
        this(leading, trailing, characters, text, new Prepared<>((unwanted, unused) -> set(unwanted)));
    }

    private static BitSet set(String characters) {
        BitSet set = new BitSet();
        characters.chars().forEach(set::set);
        return set;
    }

    @Override
    public Value evaluate(Row row) {
        Value unwanted = characters.evaluate(row);
        Value value = text.evaluate(row);
        if (unwanted.isNothing() || value.isNothing()) {
            return Value.Nothing.NULL;
        }
        return new Value.Text(trim(Conversion.text(value), prepared.of(Conversion.text(unwanted), "")));
    }

    private String trim(String from, BitSet unwanted) {
        int begin = 0;
        int end = from.length();
        while (leading && begin < end && unwanted.get(from.charAt(begin))) {
            begin++;
        }
        while (trailing && begin < end && unwanted.get(from.charAt(end - 1))) {
            end--;
        }
        return from.substring(begin, end);
    }
}
