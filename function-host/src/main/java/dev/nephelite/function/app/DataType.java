package dev.nephelite.function.app;

/** How a binding wants its content delivered; {@link #UNDEFINED} leaves the choice to the binding. */
public enum DataType {
    UNDEFINED,
    STRING,
    BINARY,
    STREAM
}
