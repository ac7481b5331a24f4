package dev.nephelite.blob.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tags by which a blob can be found, in the order of their keys.
 *
 * @see <a href="https://learn.microsoft.com/azure/storage/blobs/storage-manage-find-blobs">Blob index tags</a>
 */
public record Tags(SortedMap<String, String> pairs) {
    public static final Tags NONE = new Tags(Map.of());

    public Tags {
        pairs = Collections.unmodifiableSortedMap(new TreeMap<>(pairs));
    }

    public Tags(Map<String, String> pairs) {
        this(new TreeMap<>(pairs));
    }

    public boolean isEmpty() {
        return pairs.isEmpty();
    }
}
