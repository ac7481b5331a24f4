package dev.nephelite.blob.query.sql;

/** That a statement cannot be applied to a record. It is told to the client within the answer, which goes on unless it is fatal. */
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

    /** What comes is no record, so that nothing behind it can be one either. */
    public static QueryFailure parseError(String description) {
        return new QueryFailure(true, "ParseError", description);
    }

    /** Whether the query ends here. */
    public boolean fatal() {
        return fatal;
    }

    /** What programs tell failures apart by. */
    public String name() {
        return name;
    }

    /** The sentence a person reads. */
    public String description() {
        return String.valueOf(getMessage());
    }
}
