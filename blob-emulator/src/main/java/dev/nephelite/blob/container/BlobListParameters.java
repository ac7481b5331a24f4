package dev.nephelite.blob.container;

import dev.nephelite.blob.model.BlobState;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.service.ListParameters;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of a container's blobs a client asks for, and which of their states.
 *
 * @param common what all lists are asked for
 * @param delimiter names are gathered up to it; empty where they are not
 * @param start the least name or position that may be on the page
 */
record BlobListParameters(ListParameters common, String delimiter, String start) {
    private static final String DELETED = "deleted";
    private static final String SNAPSHOTS = "snapshots";
    private static final String VERSIONS = "versions";
    private static final String VERSIONS_ONLY = "deletedwithversions";

    /** Permissions are those of accounts with folders, which no account here is. */
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
            throw CommonError.INVALID_QUERY_PARAMETER_VALUE
                    .exception()
                    .detail("QueryParameterName", "include")
                    .detail("QueryParameterValue", SNAPSHOTS);
        }
        return new BlobListParameters(common, delimiter, start);
    }

    boolean includes(String what) {
        return common.includes(what);
    }

    boolean withUncommitted() {
        return includes("uncommittedblobs");
    }

    /** Whether blobs of which there are only versions are shown by one entry each. */
    boolean withVersionsOnly() {
        return includes(VERSIONS_ONLY);
    }

    /** Whether more is asked for than what is current. */
    boolean withHistory() {
        return includes(DELETED) || includes(SNAPSHOTS) || includes(VERSIONS) || includes(VERSIONS_ONLY);
    }

    /** Whether it is one of the states that are asked for. */
    boolean shows(BlobState blobState) {
        return (blobState.deletion() == null || includes(DELETED))
                && (blobState.snapshot() == null || includes(SNAPSHOTS))
                && (!blobState.isOlderVersion() || includes(VERSIONS));
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
