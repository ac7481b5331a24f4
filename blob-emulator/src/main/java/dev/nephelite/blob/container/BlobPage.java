package dev.nephelite.blob.container;

import dev.nephelite.blob.store.ListedBlob;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a container's blobs, in the order of their names. Those with a delimiter behind the prefix are gathered:
 * one entry stands for all that begin alike up to it.
 */
final class BlobPage {
    private final BlobListParameters listing;
    private final List<Entry> entries = new ArrayList<>();
    private @Nullable String next;
    private boolean resumed;

    private BlobPage(BlobListParameters listing) {
        this.listing = listing;
    }

    /**
     * Gathers a page.
     *
     * @param blobsFrom the blobs from a name on, in their order
     */
    static BlobPage read(BlobListParameters listing, Function<String, Iterator<ListedBlob>> blobsFrom) {
        BlobPage page = new BlobPage(listing);
        // A page may begin among the states of one name. Those before have to be read all the same, to tell what it
        // has.
        @Nullable String from = ListedBlob.name(listing.start());
        page.resumed = !from.equals(listing.start());
        while (from != null) {
            from = page.addAll(blobsFrom.apply(from));
        }
        return page;
    }

    List<Entry> entries() {
        return entries;
    }

    /** The name or position that the next page begins with, or null when this is the last. */
    @Nullable
    String next() {
        return next;
    }

    /** Adds blobs until they must be looked for anew. Returns from which name on, or null if the page is done. */
    private @Nullable String addAll(Iterator<ListedBlob> blobs) {
        while (blobs.hasNext()) {
            ListedBlob blob = blobs.next();
            String name = blob.name().value();
            if (!listing.common().covers(name)) {
                return null;
            }
            if (resumed && blob.position().compareTo(listing.start()) < 0) {
                continue;
            }
            @Nullable String group = listing.group(name);
            Entry entry = group == null ? new Entry(name, blob) : new Entry(group, null);
            if (entries.size() == listing.common().most()) {
                next = isAnotherStateOfTheLast(entry) ? blob.position() : entry.name();
                return null;
            }
            entries.add(entry);
            if (group != null) {
                return behind(group);
            }
        }
        return null;
    }

    private boolean isAnotherStateOfTheLast(Entry entry) {
        Entry last = entries.get(entries.size() - 1);
        return entry.blob() != null && last.blob() != null && last.name().equals(entry.name());
    }

    /** The least text that is greater than every text that begins with {@code group}, or null when there is none. */
    private static @Nullable String behind(String group) {
        int last = group.length() - 1;
        while (last >= 0 && group.charAt(last) == Character.MAX_VALUE) {
            last--;
        }
        return last < 0 ? null : group.substring(0, last) + (char) (group.charAt(last) + 1);
    }

    /**
     * One line of the list.
     *
     * @param blob null where the entry stands for all blobs whose names begin with {@code name}
     */
    record Entry(String name, @Nullable ListedBlob blob) {}
}
