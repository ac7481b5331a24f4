package dev.nephelite.program.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Resets, which remove every blob and message, leased blobs too. No event reports them. */
final class ResetSteps {
    private static final String ACCOUNT = "devstoreaccount1";

    private ResetSteps() {}

    /** Removes what is in a container. */
    record ResetContainer(String container) implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            reset(storage, "{\"account\": \"" + ACCOUNT + "\", \"container\": \"" + container + "\"}");
        }

        @Override
        public void change(State state) {
            state.createContainer(container);
        }
    }

    /** Removes what is in a queue. */
    record ResetQueue(String queue, Inbox inbox) implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            inbox.clear();
            reset(storage, "{\"account\": \"" + ACCOUNT + "\", \"queue\": \"" + queue + "\"}");
        }

        @Override
        public void change(State state) {
            state.createQueue(queue);
        }
    }

    /** Removes all containers and queues. */
    record ResetEverything() implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            reset(storage, "");
        }

        @Override
        public void change(State state) {
            state.clear();
        }
    }

    private static void reset(Storage storage, String scope) throws IOException, InterruptedException {
        storage.control().require(204, "POST", "/v1/reset", scope.getBytes(StandardCharsets.UTF_8));
    }
}
