package dev.nephelite.blob.container;

import dev.nephelite.blob.store.ListedBlob;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a container's blobs in the order of their names. With a delimiter, one entry stands for all names that
 * are equal up to the first delimiter after the prefix.
 */
final class BlobListPage {
    private final ListBlobs.Parameters listing;
    private final List<Entry> entries = new ArrayList<>();
    private @Nullable String next;
    private boolean resumed;

    private BlobListPage(ListBlobs.Parameters listing) {
        this.listing = listing;
    }

    /**
     * Reads a page.
     *
     * @param blobsFrom lists the blobs from a name on, in their order
     */
    static BlobListPage read(ListBlobs.Parameters listing, Function<String, Iterator<ListedBlob>> blobsFrom) {
        BlobListPage page = new BlobListPage(listing);
        // A page may begin in the middle of the states of one blob. The earlier ones are read too, because they decide
        // how the later ones are listed.
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

    /** The name or position of the first entry of the next page, or null if this is the last page. */
    @Nullable
    String next() {
        return next;
    }

    /**
     * Adds blobs until the listing has to restart after a group. Returns the name to restart from, or null if the page
     * is complete.
     */
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
                return after(group);
            }
        }
        return null;
    }

    private boolean isAnotherStateOfTheLast(Entry entry) {
        Entry last = entries.get(entries.size() - 1);
        return entry.blob() != null && last.blob() != null && last.name().equals(entry.name());
    }

    /** The least text that is greater than every text that begins with {@code group}, or null when there is none. */
    private static @Nullable String after(String group) {
        int last = group.length() - 1;
        while (last >= 0 && group.charAt(last) == Character.MAX_VALUE) {
            last--;
        }
        return last < 0 ? null : group.substring(0, last) + (char) (group.charAt(last) + 1);
    }

    /**
     * One entry of the list.
     *
     * @param blob null if the entry is a group of all blobs whose names begin with {@code name}
     */
    record Entry(String name, @Nullable ListedBlob blob) {}
}
