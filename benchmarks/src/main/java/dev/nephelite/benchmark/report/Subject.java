package dev.nephelite.benchmark.report;

/** The server that was measured, or the machine. */
public enum Subject {
    NEPHELITE("Nephelite"),
    AZURITE("Azurite"),

    /** Nephelite at another revision, which the current one is compared with. */
    BASELINE("the baseline"),

    /** The machine without a server, for the ceilings. */
    MACHINE("the machine");

    private final String title;

    Subject(String title) {
        this.title = title;
    }

    /** The name in a sentence. */
    public String title() {
        return title;
    }
}
