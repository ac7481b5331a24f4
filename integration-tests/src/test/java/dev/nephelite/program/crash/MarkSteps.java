package dev.nephelite.program.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What clients do to blobs that have tags, leases and snapshots. Whoever changes a leased one names its lease. */
final class MarkSteps {
    private static final String PREFIX = "marked";

    private MarkSteps() {}

    /** What the blob of that number is called. */
    static String name(int number) {
        return PREFIX + number;
    }

    static boolean isMarked(String name) {
        return name.startsWith(PREFIX);
    }

    /** Makes the blob, or overwrites it. */
    record PutMarked(
            String container,
            String name,
            Body body,
            @Nullable UUID lease) implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            Map<String, String> headers = headers(lease);
            headers.put("x-ms-blob-type", "BlockBlob");
            storage.blobs().require(201, "PUT", "/" + container + "/" + name, headers, body.bytes());
        }

        @Override
        public void change(State state) {
            @Nullable MarkedBlob before = state.marked(container).get(name);
            state.marked(container).put(name, before == null ? MarkedBlob.of(body) : before.with(body));
            state.happened("PutBlob " + container + "/" + name + " " + body.size());
        }
    }

    record SetTag(
            String container,
            String name,
            String value,
            @Nullable UUID lease) implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            String tags = "<Tags><TagSet><Tag><Key>mark</Key><Value>" + value + "</Value></Tag></TagSet></Tags>";
            storage.blobs()
                    .require(
                            204,
                            "PUT",
                            "/" + container + "/" + name + "?comp=tags",
                            headers(lease),
                            tags.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void change(State state) {
            state.changeMarked(container, name, blob -> blob.withTag(value));
        }
    }

    record TakeSnapshot(String container, String name) implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            storage.blobs().require(201, "PUT", "/" + container + "/" + name + "?comp=snapshot");
        }

        @Override
        public void change(State state) {
            state.changeMarked(container, name, MarkedBlob::withSnapshot);
        }
    }

    /** Acquires a lease whose id only depends on the blob, because no list shows it. */
    record AcquireLease(String container, String name) implements Step {
        private UUID lease() {
            return UUID.nameUUIDFromBytes((container + "/" + name).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            Map<String, String> headers = new HashMap<>(Map.of(
                    "x-ms-lease-action", "acquire",
                    "x-ms-lease-duration", "-1",
                    "x-ms-proposed-lease-id", lease().toString()));
            storage.blobs().require(201, "PUT", "/" + container + "/" + name + "?comp=lease", headers, new byte[0]);
        }

        @Override
        public void change(State state) {
            state.changeMarked(container, name, blob -> blob.withLease(lease()));
        }
    }

    record ReleaseLease(String container, String name, UUID lease) implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            Map<String, String> headers = headers(lease);
            headers.put("x-ms-lease-action", "release");
            storage.blobs().require(200, "PUT", "/" + container + "/" + name + "?comp=lease", headers, new byte[0]);
        }

        @Override
        public void change(State state) {
            state.changeMarked(container, name, blob -> blob.withLease(null));
        }
    }

    /** Deletes the snapshots as well, of which no event tells. */
    record DeleteMarked(
            String container, String name, @Nullable UUID lease) implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            Map<String, String> headers = headers(lease);
            headers.put("x-ms-delete-snapshots", "include");
            storage.blobs().require(202, "DELETE", "/" + container + "/" + name, headers, new byte[0]);
        }

        @Override
        public void change(State state) {
            @Nullable MarkedBlob gone = state.marked(container).remove(name);
            int size = gone == null ? 0 : gone.body().size();
            state.happened("DeleteBlob " + container + "/" + name + " " + size);
        }
    }

    private static Map<String, String> headers(@Nullable UUID lease) {
        Map<String, String> headers = new HashMap<>();
        if (lease != null) {
            headers.put("x-ms-lease-id", lease.toString());
        }
        return headers;
    }
}
