package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.report.Subject;
import java.io.IOException;

/** A group of measurements that need the same store. The command line selects groups by these names. */
public enum Group {
    CEILINGS(new Ceilings()),
    COLD(new ColdStart()),
    FUNCTIONS(new Functions()),
    WORKER(new WorkerProcess()),
    HARM(new HarmedWorker()),
    JUNIT(new JUnitMethods()),
    SMALL(new SmallBlobs()),
    MANY(new ManyBlobs()),
    MESSAGES(new Messages()),
    LARGE(new LargeBlobs()),
    DURABILITY(new DurabilityCheck()),
    KILLS(new RandomKills()),

    /** Has no comparison, so it is not one of the default groups. */
    SNAPSHOTS(new Snapshots()),

    /** Needs thousands of open files, so it is not one of the default groups. */
    SLOW(new SlowConnections()),

    /** Takes long, so it is not one of the default groups. */
    PROFILE(new Profiling()),

    /** Takes long, so it is not one of the default groups. */
    GROWTH(new Growth()),

    /** Takes long, so it is not one of the default groups. */
    BACKLOG(new Backlog()),

    /** Takes long, so it is not one of the default groups. */
    SOAK(new Soak());

    @SuppressWarnings("ImmutableEnumChecker") // Workloads have no state.
    private final Workload workload;

    Group(Workload workload) {
        this.workload = workload;
    }

    /** Measures one server. */
    public void run(ServerRun serverRun) throws IOException, InterruptedException {
        workload.run(serverRun);
    }

    /** Whether this group measures that server. */
    public boolean isFor(Subject subject) {
        return subject != Subject.AZURITE || !workload.isForNepheliteOnly();
    }

    /** The requests of a group. */
    interface Workload {
        /** Sends the requests to one server and records the measurements. */
        void run(ServerRun serverRun) throws IOException, InterruptedException;

        /** Whether the group has no comparison with Azurite. */
        default boolean isForNepheliteOnly() {
            return false;
        }
    }
}
