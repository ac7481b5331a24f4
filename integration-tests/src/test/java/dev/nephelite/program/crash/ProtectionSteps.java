package dev.nephelite.program.crash;

import dev.nephelite.emulator.value.HttpDate;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** What clients do to blobs with legal holds and immutability policies, and what they may not do to them. */
final class ProtectionSteps {
    private static final String PREFIX = "protected";
    private static final Instant FAR_AWAY = Instant.parse("2099-01-01T00:00:00Z");
    private static final byte[] NOTHING = {};

    private ProtectionSteps() {}

    /** What the blob of that number is called. */
    static String name(int number) {
        return PREFIX + number;
    }

    static boolean isProtected(String name) {
        return name.startsWith(PREFIX);
    }

    /** Creates the blob, or overwrites one that nothing protects. */
    record PutUnprotected(String container, String name, Body body) implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            Map<String, String> type = Map.of("x-ms-blob-type", "BlockBlob");
            storage.blobs().require(201, "PUT", "/" + container + "/" + name, type, body.bytes());
        }

        @Override
        public void change(State state) {
            state.protectedBlobs(container).put(name, ProtectedBlob.of(body));
            state.happened("PutBlob " + container + "/" + name + " " + body.size());
        }
    }

    record SetLegalHold(String container, String name, boolean held) implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            Map<String, String> hold = Map.of("x-ms-legal-hold", Boolean.toString(held));
            storage.blobs().require(200, "PUT", "/" + container + "/" + name + "?comp=legalhold", hold, NOTHING);
        }

        @Override
        public void change(State state) {
            ProtectionSteps.change(state, container, name, blob -> blob.withLegalHold(held));
        }
    }

    record SetPolicy(String container, String name) implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            Map<String, String> policy = Map.of(
                    "x-ms-immutability-policy-until-date",
                    HttpDate.format(FAR_AWAY),
                    "x-ms-immutability-policy-mode",
                    "unlocked");
            storage.blobs()
                    .require(200, "PUT", "/" + container + "/" + name + "?comp=immutabilityPolicies", policy, NOTHING);
        }

        @Override
        public void change(State state) {
            ProtectionSteps.change(state, container, name, blob -> blob.withPolicy(true));
        }
    }

    record DeletePolicy(String container, String name) implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            storage.blobs().require(200, "DELETE", "/" + container + "/" + name + "?comp=immutabilityPolicies");
        }

        @Override
        public void change(State state) {
            ProtectionSteps.change(state, container, name, blob -> blob.withPolicy(false));
        }
    }

    record DeleteUnprotected(String container, String name) implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            storage.blobs().require(202, "DELETE", "/" + container + "/" + name);
        }

        @Override
        public void change(State state) {
            ProtectedBlob gone =
                    Objects.requireNonNull(state.protectedBlobs(container).remove(name));
            state.happened(
                    "DeleteBlob " + container + "/" + name + " " + gone.body().size());
        }
    }

    /** A delete of a protected blob, which has to be refused. */
    record RefusedDelete(String container, String name) implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            storage.blobs().require(409, "DELETE", "/" + container + "/" + name);
        }

        @Override
        public void change(State state) {
            // A refused request changes nothing.
        }
    }

    private static void change(State state, String container, String name, UnaryOperator<ProtectedBlob> change) {
        state.protectedBlobs(container).computeIfPresent(name, (same, blob) -> change.apply(blob));
    }
}
