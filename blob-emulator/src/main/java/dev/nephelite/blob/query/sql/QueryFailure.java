package dev.nephelite.blob.query.sql;

/**
 * A statement cannot be applied to a record. The response reports it as an Avro {@code error} object and continues with the
 * next record, unless the failure is fatal.
 */
public final class QueryFailure extends RuntimeException {
    private final boolean fatal;
    private final String name;

    private QueryFailure(boolean fatal, String name, String description) {
        super(description, null, false, false);
        this.fatal = fatal;
        this.name = name;
    }

    public static QueryFailure invalidTypeConversion() {
        return new QueryFailure(false, "InvalidTypeConversion", "Invalid type conversion.");
    }

    public static QueryFailure invalidColumnOrdinal() {
        return new QueryFailure(false, "InvalidColumnOrdinal", "Invalid column ordinal.");
    }

    public static QueryFailure divideByZero() {
        return new QueryFailure(false, "DivideByZero", "Divide by zero.");
    }

    public static QueryFailure arithmeticOverflow() {
        return new QueryFailure(false, "ArithmeticOverflow", "Arithmetic overflow.");
    }

    /** The input cannot be parsed, so nothing after this position can be read either. */
    public static QueryFailure parseError(String description) {
        return new QueryFailure(true, "ParseError", description);
    }

    /** Whether the query ends with this failure. */
    public boolean fatal() {
        return fatal;
    }

    /** The error code for programs. */
    public String name() {
        return name;
    }

    /** The error message for people. */
    public String description() {
        return String.valueOf(getMessage());
    }
}
