package dev.nephelite.protocol.fuzz;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Some hundred requests to services of their own, so that one that deletes everything does no lasting harm. */
final class Round {
    private static final int REQUESTS = 200;

    private final Chance chance;
    private final Subject host;

    /** A round in which a function host is asked as well. */
    Round(Chance chance, Subject host) {
        this.chance = chance;
        this.host = host;
    }

    void run(Tally tally) throws IOException {
        try (Services services = new Services(chance.below(Integer.MAX_VALUE));
                Subject blob = services.blob();
                Subject queue = services.queue();
                Subject adminOfBlobs = services.admin(true);
                Subject adminOfQueues = services.admin(false);
                Subject control = services.control()) {
            List<Subject> subjects = List.of(
                    blob,
                    blob,
                    blob,
                    blob,
                    blob,
                    blob,
                    blob,
                    queue,
                    queue,
                    queue,
                    adminOfBlobs,
                    adminOfQueues,
                    control,
                    host,
                    host,
                    host);
            blob.askRightly();
            queue.askRightly();
            for (int i = 0; i < REQUESTS; i++) {
                if (chance.oneIn(50)) {
                    services.clock.advance(Duration.ofSeconds(chance.below(40)));
                    List.of(blob, queue, control).forEach(Subject::passTime);
                }
                if (chance.oneIn(15)) {
                    tally.add(blob.askForBatch(chance));
                    continue;
                }
                Subject subject = chance.pick(subjects);
                tally.add(subject.ask(chance));
                if (subject == control) {
                    // It may have moved the clock or removed what is stored.
                    List.of(blob, queue).forEach(Subject::passTime);
                }
            }
            blob.requireWorking(List.of(new Field("restype", "container")));
            queue.requireWorking(List.of());
            control.requireAnswered("/v1/health");
            adminOfBlobs.requireAnswered("/_nephelite/events?follow=false");
            host.requireAnswered("/api/echo");
        }
    }
}
