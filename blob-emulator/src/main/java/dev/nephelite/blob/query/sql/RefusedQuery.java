package dev.nephelite.blob.query.sql;

import dev.nephelite.emulator.error.StorageError;

/** A query that is refused before it runs. All of these errors have one code and differ in their message. */
public record RefusedQuery(String message) implements StorageError {
    public static final RefusedQuery SYNTAX = new RefusedQuery("Syntax error!");

    @Override
    public int status() {
        return 400;
    }

    @Override
    public String code() {
        return "ErrorProcessingQueryExpression";
    }
}
