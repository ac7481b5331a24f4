package dev.nephelite.blob.container;

import dev.nephelite.blob.model.BlobState;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.service.ListParameters;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of List Blobs.
 *
 * @param common the parameters of all lists
 * @param delimiter names are grouped up to it; empty for no grouping
 * @param start the least name or position that may be on the page
 */
record BlobListParameters(ListParameters common, String delimiter, String start) {
    private static final String DELETED = "deleted";
    private static final String SNAPSHOTS = "snapshots";
    private static final String VERSIONS = "versions";
    private static final String VERSIONS_ONLY = "deletedwithversions";

    /** Permissions exist only in accounts with a hierarchical namespace, so including them has no effect. */
    private static final Set<String> INCLUDABLE = Set.of(
            "copy",
            DELETED,
            VERSIONS_ONLY,
            "immutabilitypolicy",
            "legalhold",
            "metadata",
            "permissions",
            SNAPSHOTS,
            "tags",
            "uncommittedblobs",
            VERSIONS);

    static BlobListParameters from(QueryParameters queryParameters) {
        ListParameters common = ListParameters.from(queryParameters, INCLUDABLE);
        String startFrom = orEmpty(queryParameters.get("startFrom"));
        String start = common.start().compareTo(startFrom) < 0 ? startFrom : common.start();
        String delimiter = orEmpty(queryParameters.get("delimiter"));
        if (!delimiter.isEmpty() && common.includes(SNAPSHOTS)) {
            throw StorageException.invalidQueryParameter("include", SNAPSHOTS);
        }
        return new BlobListParameters(common, delimiter, start);
    }

    boolean includes(String what) {
        return common.includes(what);
    }

    boolean withUncommitted() {
        return includes("uncommittedblobs");
    }

    /** Whether a deleted blob that has versions is listed by one entry. */
    boolean withVersionsOnly() {
        return includes(VERSIONS_ONLY);
    }

    /** Whether the list includes more than current blobs. */
    boolean withHistory() {
        return includes(DELETED) || includes(SNAPSHOTS) || includes(VERSIONS) || includes(VERSIONS_ONLY);
    }

    /** Whether the list includes the state. */
    boolean shows(BlobState blobState) {
        return (blobState.deletion() == null || includes(DELETED))
                && (blobState.snapshot() == null || includes(SNAPSHOTS))
                && (!blobState.isOlderVersion() || includes(VERSIONS));
    }

    /** The group of a name, or null if it is listed on its own. */
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
