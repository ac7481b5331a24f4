package dev.nephelite.protocol.fuzz;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Some hundred requests to services of their own, so that one that deletes everything does no lasting harm. */
final class Round {
    private static final int REQUESTS = 200;

    private final Chance chance;

    Round(Chance chance) {
        this.chance = chance;
    }

    void run(Tally tally) throws IOException {
        try (Services services = new Services(chance.below(Integer.MAX_VALUE));
                Subject blob = services.blob();
                Subject queue = services.queue()) {
            List<Subject> subjects = List.of(blob, blob, blob, queue);
            blob.askRightly();
            queue.askRightly();
            for (int i = 0; i < REQUESTS; i++) {
                if (chance.oneIn(50)) {
                    services.clock.advance(Duration.ofSeconds(chance.below(40)));
                    subjects.forEach(Subject::passTime);
                }
                tally.add(chance.pick(subjects).ask(chance));
            }
            blob.requireWorking(List.of(new Field("restype", "container")));
            queue.requireWorking(List.of());
        }
    }
}
