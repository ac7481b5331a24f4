package dev.nephelite.emulator.store.table;

import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.Page;
import org.jspecify.annotations.Nullable;

/** Finds the page that could not be read, because the database library does not say where in the file it is. */
final class DamagedPageLocator {
    private static final int MAX_PAGES = 10_000;

    private final MVMap<String, byte[]> map;
    private int visited;

    private DamagedPageLocator(MVMap<String, byte[]> map) {
        this.map = map;
    }

    /**
     * Turns the failure of a read into one that names the file and the offset.
     *
     * @param root the page at which the read began
     * @param from the key at which it failed, or after which it failed if {@code forward}, else before which
     */
    static TableFailedException failure(
            MVStoreException failed,
            MVMap<String, byte[]> map,
            Page<String, byte[]> root,
            String from,
            boolean forward) {
        if (!TableFailedException.isDamage(failed.getErrorCode())) {
            return new TableFailedException(failed);
        }
        try {
            return new TableFailedException(failed, new DamagedPageLocator(map).below(root, from, forward));
        } catch (MVStoreException alsoDamaged) {
            failed.addSuppressed(alsoDamaged);
            return new TableFailedException(failed);
        }
    }

    /** The failure to open a map whose first page cannot be read. */
    static TableFailedException failure(MVStoreException failed, MVStore file, String map) {
        @Nullable String id = file.getMetaMap().get("name." + map);
        @Nullable String root = id == null ? null : file.getLayoutMap().get("root." + id);
        return root == null
                ? new TableFailedException(failed)
                : new TableFailedException(failed, place(file, CheckpointFooter.number(Map.of(map, root), map)));
    }

    private @Nullable String below(Page<String, byte[]> page, String from, boolean forward) {
        int keys = page.getKeyCount();
        for (int i = 0; !page.isLeaf() && i <= keys && visited < MAX_PAGES; i++) {
            int child = forward ? i : keys - i;
            boolean relevant = forward
                    ? child == keys || page.getKey(child).compareTo(from) > 0
                    : child == 0 || page.getKey(child - 1).compareTo(from) < 0;
            @Nullable String found = relevant ? at(page, child, from, forward) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable String at(Page<String, byte[]> page, int child, String from, boolean forward) {
        visited++;
        Page<String, byte[]> next;
        try {
            next = page.getChildPage(child);
        } catch (MVStoreException unreadable) {
            @Nullable String place = place(map.getStore(), page.getChildPagePos(child));
            // A position that does not exist is itself the damage.
            return place == null ? place(map.getStore(), page.getPos()) : place;
        }
        return below(next, from, forward);
    }

    /** Describes the position of a page, or returns null if the file has no such chunk. */
    private static @Nullable String place(MVStore file, long position) {
        @Nullable
        String chunk = file.getLayoutMap().get("chunk." + Integer.toHexString(DataUtils.getPageChunkId(position)));
        if (chunk == null) {
            return null;
        }
        long offset = CheckpointFooter.offsetOf(CheckpointFooter.fieldsOf(chunk)) + DataUtils.getPageOffset(position);
        return "the page at byte " + offset + " of " + file.getFileStore().getFileName();
    }
}
