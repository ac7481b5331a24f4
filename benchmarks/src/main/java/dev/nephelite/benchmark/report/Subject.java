package dev.nephelite.benchmark.report;

/** Whose figure it is. */
public enum Subject {
    NEPHELITE("Nephelite"),
    AZURITE("Azurite"),

    /** The machine itself, measured without any of the servers: a ceiling. */
    MACHINE("the machine");

    private final String title;

    Subject(String title) {
        this.title = title;
    }

    /** As a sentence has it. */
    public String title() {
        return title;
    }
}
