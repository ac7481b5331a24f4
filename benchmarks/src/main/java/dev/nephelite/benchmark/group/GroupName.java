package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.report.Subject;
import java.io.IOException;

/** The groups there are, as the command line names them. */
public enum GroupName {
    CEILINGS,
    COLD,
    FUNCTIONS,
    SMALL,
    MANY,
    MESSAGES,
    LARGE,
    DURABILITY,
    KILLS,

    /** Takes long, so it has to be asked for. */
    GROWTH,

    /** Takes long, so it has to be asked for. */
    BACKLOG;

    /** Does the work with the server whose turn it is. */
    public void run(ServerRun serverRun) throws IOException, InterruptedException {
        group().run(serverRun);
    }

    public boolean isFor(Subject subject) {
        return subject == Subject.NEPHELITE || !group().isOnlyOurs();
    }

    private Group group() {
        return switch (this) {
            case CEILINGS -> new Ceilings();
            case COLD -> new ColdStart();
            case FUNCTIONS -> new Functions();
            case SMALL -> new SmallBlobs();
            case MANY -> new ManyBlobs();
            case MESSAGES -> new Messages();
            case LARGE -> new LargeBlobs();
            case DURABILITY -> new DurabilityCheck();
            case KILLS -> new RandomKills();
            case GROWTH -> new Growth();
            case BACKLOG -> new Backlog();
        };
    }
}
