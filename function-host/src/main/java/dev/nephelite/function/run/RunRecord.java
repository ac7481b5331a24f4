package dev.nephelite.function.run;

/** Everything that is known of one attempt to run a function. It has no secrets. */
public record RunRecord(RunSummary summary, RunDetails details) {
    /** This record as one JSON object without line breaks, with the members of both parts. */
    public String json() {
        return RunJson.merged(RunJson.write(summary), RunJson.write(details));
    }

    /**
     * Parses what {@link #json} returns.
     *
     * @throws IllegalArgumentException if {@code json} is anything else
     */
    public static RunRecord parse(String json) {
        return new RunRecord(RunJson.summary(json), RunJson.details(json));
    }
}
