package dev.nephelite.blob.query.sql;

import dev.nephelite.emulator.error.StorageError;

/** A statement that is not carried out at all, in one of the many words the service has for that. */
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
