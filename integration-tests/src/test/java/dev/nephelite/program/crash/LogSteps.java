package dev.nephelite.program.crash;

import java.io.IOException;
import java.util.Map;

/** What clients do to append blobs, which are kept piece by piece. */
final class LogSteps {
    private static final String PREFIX = "log";

    private LogSteps() {}

    /** What the append blob of that number is called. */
    static String name(int number) {
        return PREFIX + number;
    }

    /** Whether a blob of that name is an append blob. */
    static boolean isLog(String name) {
        return name.startsWith(PREFIX);
    }

    /** Begins one anew, without what was in the one before it. */
    record StartLog(String container, String name) implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            Map<String, String> type = Map.of("x-ms-blob-type", "AppendBlob");
            storage.blobs().require(201, "PUT", "/" + container + "/" + name, type, new byte[0]);
        }

        @Override
        public void change(State state) {
            state.blobs(container).put(name, StoredBlob.LOG);
            state.happened("PutBlob " + container + "/" + name + " 0");
        }
    }

    /** Of this no event tells. */
    record AppendBlock(String container, String name, Body block) implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            String target = "/" + container + "/" + name + "?comp=appendblock";
            storage.blobs().require(201, "PUT", target, block.bytes());
        }

        @Override
        public void change(State state) {
            state.blobs(container).put(name, state.blob(container, name).plus(block));
        }
    }
}
