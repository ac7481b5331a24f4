package dev.nephelite.program.crash;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One blob, as far as there is one.
 *
 * @param parts what it was put together from, or null before the first commit
 * @param inBlocks whether the parts are blocks, which a later commit may use again
 * @param waiting the blocks that were not committed yet
 */
record StoredBlob(@Nullable List<Body> parts, boolean inBlocks, SortedSet<Body> waiting) {
    static final StoredBlob NONE = new StoredBlob(null, false, new TreeSet<>());

    /** An append blob to which nothing was appended. */
    static final StoredBlob LOG = new StoredBlob(List.of(), false, new TreeSet<>());

    static StoredBlob of(Body body) {
        return new StoredBlob(List.of(body), false, new TreeSet<>());
    }

    static StoredBlob ofBlocks(List<Body> blocks) {
        return new StoredBlob(blocks, true, new TreeSet<>());
    }

    StoredBlob with(Body block) {
        SortedSet<Body> more = new TreeSet<>(waiting);
        more.add(block);
        return new StoredBlob(parts, inBlocks, more);
    }

    /** One block longer. */
    StoredBlob plus(Body block) {
        List<Body> longer = new ArrayList<>(parts == null ? List.of() : parts);
        longer.add(block);
        return new StoredBlob(longer, inBlocks, waiting);
    }

    /** Without the blocks that wait. */
    StoredBlob committed() {
        return new StoredBlob(parts, inBlocks, new TreeSet<>());
    }

    boolean isCommitted() {
        return parts != null;
    }

    /** The blocks that a commit can use again. */
    List<Body> committedBlocks() {
        return parts == null || !inBlocks ? List.of() : parts;
    }

    int size() {
        return parts == null ? 0 : parts.stream().mapToInt(Body::size).sum();
    }

    void show(Picture picture, String path) {
        picture.add("list entry " + path, size() + " bytes");
        if (!LogSteps.isLog(path.substring(path.indexOf('/') + 1))) {
            picture.add("committed blocks of " + path, committedBlocks());
            picture.add("waiting blocks of " + path, waiting);
        }
        if (parts != null) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            parts.forEach(part -> whole.writeBytes(part.bytes()));
            picture.add("blob " + path, Picture.of(whole.toByteArray()));
        }
    }
}
