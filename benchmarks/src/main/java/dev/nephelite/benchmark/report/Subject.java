package dev.nephelite.benchmark.report;

/** Whose figure it is. */
public enum Subject {
    NEPHELITE,
    AZURITE,

    /** The machine itself, measured without any of the servers: a ceiling. */
    MACHINE
}
