package dev.nephelite.blob.container;

import dev.nephelite.emulator.http.Query;
import dev.nephelite.emulator.service.Listing;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of a container's blobs a client asks for.
 *
 * @param common what all lists are asked for
 * @param delimiter names are gathered up to it; empty where they are not
 * @param start the least name that may be on the page
 */
record BlobListing(Listing common, String delimiter, String start) {
    /** Most of these are of kinds that cannot be made yet, so they select nothing. */
    private static final Set<String> INCLUDABLE = Set.of(
            "copy",
            "deleted",
            "deletedwithversions",
            "immutabilitypolicy",
            "legalhold",
            "metadata",
            "permissions",
            "snapshots",
            "tags",
            "uncommittedblobs",
            "versions");

    static BlobListing from(Query query) {
        Listing common = Listing.from(query, INCLUDABLE);
        String startFrom = orEmpty(query.get("startFrom"));
        String start = common.start().compareTo(startFrom) < 0 ? startFrom : common.start();
        return new BlobListing(common, orEmpty(query.get("delimiter")), start);
    }

    boolean withMetadata() {
        return common.includes("metadata");
    }

    boolean withUncommitted() {
        return common.includes("uncommittedblobs");
    }

    /** What {@code name} is gathered under, or null when it stands for itself. */
    @Nullable
    String group(String name) {
        int prefixLength = common.prefix() == null ? 0 : common.prefix().length();
        int found = delimiter.isEmpty() ? -1 : name.indexOf(delimiter, prefixLength);
        return found < 0 ? null : name.substring(0, found + delimiter.length());
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
