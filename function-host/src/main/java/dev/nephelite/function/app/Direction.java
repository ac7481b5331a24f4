package dev.nephelite.function.app;

/** Which way a value travels through a binding. */
public enum Direction {
    IN,
    OUT,
    INOUT
}
