package dev.nephelite.program.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A blob with everything that can be said of one without changing its bytes.
 *
 * @param tag the value of its only tag, or null
 * @param lease the id of its lease, or null
 * @param snapshots what it was when each snapshot was taken, the oldest first
 */
record MarkedBlob(Body body, @Nullable String tag, @Nullable UUID lease, List<Body> snapshots) {
    static MarkedBlob of(Body body) {
        return new MarkedBlob(body, null, null, List.of());
    }

    /** Overwritten, which no lease and no snapshot notices. */
    MarkedBlob with(Body other) {
        return new MarkedBlob(other, null, lease, snapshots);
    }

    MarkedBlob withTag(String value) {
        return new MarkedBlob(body, value, lease, snapshots);
    }

    MarkedBlob withLease(@Nullable UUID id) {
        return new MarkedBlob(body, tag, id, snapshots);
    }

    MarkedBlob withSnapshot() {
        List<Body> more = new ArrayList<>(snapshots);
        more.add(body);
        return new MarkedBlob(body, tag, lease, List.copyOf(more));
    }

    void show(Picture picture, String path) {
        picture.add("list entry " + path, body.size() + " bytes");
        picture.add("tag of " + path, String.valueOf(tag));
        picture.add("lease of " + path, lease == null ? "available" : "leased");
        picture.add("blob " + path, Picture.of(body.bytes()));
        snapshots.forEach(snapshot -> picture.add("snapshot of " + path, Picture.of(snapshot.bytes())));
    }
}
