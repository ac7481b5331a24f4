package dev.nephelite.program.crash;

import java.io.IOException;
import java.util.List;
import java.util.Random;

/** A client that never rests, and the only one that touches what belongs to it. */
final class LoadedClient {
    private final String name;
    private final Workload workload;
    private final Ledger ledger = new Ledger();

    LoadedClient(String name, Random random) {
        this.name = name;
        workload = new Workload(name, random);
    }

    String name() {
        return name;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Forgets the messages that it has received so far, because a reset may remove them all. */
    void forgetMessages() {
        workload.forgetMessages();
    }

    /** Takes one step after the other until the program is gone. */
    void work(Storage storage) throws InterruptedException {
        try {
            while (true) {
                ledger.take(workload.next(ledger.state()), storage);
            }
        } catch (IOException theProgramIsGone) {
            // The step in hand stays open.
        }
    }

    /**
     * Looks at everything of its own.
     *
     * @param events what the event log tells of it since the last time
     * @return whether a step was done that had not been acknowledged
     */
    boolean compare(Storage storage, List<String> events) throws IOException, InterruptedException {
        Picture found = new Inspection(storage, name).picture();
        found.events().addAll(events);
        try {
            return ledger.settle(found);
        } catch (AssertionError wrong) {
            throw new AssertionError("client " + name + ": " + wrong.getMessage(), wrong);
        }
    }

    /** Requires that everything of its own is as in one of these states. */
    void requireOneOf(List<State> states, Storage storage) throws IOException, InterruptedException {
        try {
            Ledger.requireOneOf(states, new Inspection(storage, name).picture());
        } catch (AssertionError wrong) {
            throw new AssertionError("client " + name + " in the export: " + wrong.getMessage(), wrong);
        }
    }
}
