package dev.nephelite.blob.query.sql;

/** How the values of many rows become one. */
public enum AggregateFunction {
    COUNT,
    AVERAGE,
    MIN,
    MAX,
    SUM
}
