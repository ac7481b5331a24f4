package dev.nephelite.protocol.fuzz;

import java.util.SortedMap;
import java.util.TreeMap;

/** How often each status was answered. */
final class Tally {
    private final SortedMap<Integer, Integer> counts = new TreeMap<>();
    private int total;
    private int accepted;

    void add(FuzzResponse fuzzResponse) {
        counts.merge(fuzzResponse.status(), 1, Integer::sum);
        total++;
        if (fuzzResponse.isAcceptance()) {
            accepted++;
        }
    }

    int total() {
        return total;
    }

    /** Which part of all requests was accepted. */
    double accepted() {
        return (double) accepted / total;
    }

    @Override
    public String toString() {
        return total + " requests, answered " + counts + " (0: the connection was closed)";
    }
}
