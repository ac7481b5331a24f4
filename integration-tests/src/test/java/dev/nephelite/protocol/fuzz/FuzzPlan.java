package dev.nephelite.protocol.fuzz;

/**
 * How many requests are sent, and which.
 *
 * @param seed {@code -Dnephelite.fuzz.seed}, else {@value #USUAL_SEED}: each build sends the same requests
 * @param requests {@code -Dnephelite.fuzz.requests}, else {@value #USUAL_REQUESTS}
 */
record FuzzPlan(long seed, int requests) {
    private static final String SEED = "nephelite.fuzz.seed";
    private static final String REQUESTS = "nephelite.fuzz.requests";
    private static final int USUAL_SEED = 1;
    private static final int USUAL_REQUESTS = 20_000;

    static FuzzPlan ofThisRun() {
        return new FuzzPlan(Long.getLong(SEED, USUAL_SEED), Integer.getInteger(REQUESTS, USUAL_REQUESTS));
    }

    /** What decides in a round. */
    Chance round(int number) {
        return new Chance(31 * seed + number);
    }

    @Override
    public String toString() {
        return "-D" + SEED + "=" + seed + " -D" + REQUESTS + "=" + requests;
    }
}
