package dev.nephelite.blob;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.value.Metadata;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a request may ask for by headers besides the operation itself. A client that sends one to an operation which does
 * not know it would be misled by a success, so it is refused.
 */
enum Feature {
    APPEND_POSITION("x-ms-blob-condition-appendpos"),
    APPEND_SIZE("x-ms-blob-condition-maxsize"),
    BLOB_CONDITIONS(
            "x-ms-blob-if-match",
            "x-ms-blob-if-none-match",
            "x-ms-blob-if-modified-since",
            "x-ms-blob-if-unmodified-since"),
    BLOB_PROPERTIES(
            "x-ms-blob-cache-control",
            "x-ms-blob-content-disposition",
            "x-ms-blob-content-encoding",
            "x-ms-blob-content-language",
            "x-ms-blob-content-md5",
            "x-ms-blob-content-type"),
    BLOB_LENGTH("x-ms-blob-content-length"),
    COPY_PROPERTIES("x-ms-copy-source-blob-properties"),
    COPY_TAGS("x-ms-copy-source-tag-option"),
    DATE_CONDITIONS("If-Modified-Since", "If-Unmodified-Since"),
    DEFAULT_SCOPE("x-ms-default-encryption-scope", "x-ms-deny-encryption-scope-override"),
    DELETE_SNAPSHOTS("x-ms-delete-snapshots"),
    DELETE_TIER_CONDITIONS("x-ms-access-tier-if-modified-since", "x-ms-access-tier-if-unmodified-since"),
    ENCRYPTION_KEY("x-ms-encryption-key", "x-ms-encryption-key-sha256"),
    ENCRYPTION_SCOPE("x-ms-encryption-scope"),
    ETAG_CONDITIONS("If-Match", "If-None-Match"),
    EXPIRY("x-ms-expiry-option", "x-ms-expiry-time"),
    LEGAL_HOLD("x-ms-legal-hold"),
    METADATA(Metadata.HEADER_PREFIX),
    POLICY("x-ms-immutability-policy-mode", "x-ms-immutability-policy-until-date"),
    PREVIOUS_SNAPSHOT_URL("x-ms-previous-snapshot-url"),
    PUBLIC_ACCESS("x-ms-blob-public-access"),
    RANGE_CHECKSUM("x-ms-range-get-content-crc64", "x-ms-range-get-content-md5"),
    REHYDRATE_PRIORITY("x-ms-rehydrate-priority"),
    SEAL("x-ms-seal-blob"),
    SEQUENCE_CONDITIONS("x-ms-if-sequence-number-eq", "x-ms-if-sequence-number-le", "x-ms-if-sequence-number-lt"),
    SEQUENCE_NUMBER("x-ms-blob-sequence-number"),
    SEQUENCE_NUMBER_ACTION("x-ms-sequence-number-action"),
    SOURCE("x-ms-copy-source", "x-ms-copy-source-authorization"),
    SOURCE_CHECKSUM("x-ms-source-content-crc64", "x-ms-source-content-md5"),
    SOURCE_CONDITIONS(
            "x-ms-source-if-match",
            "x-ms-source-if-modified-since",
            "x-ms-source-if-none-match",
            "x-ms-source-if-unmodified-since"),
    SOURCE_KEY("x-ms-source-encryption-algorithm", "x-ms-source-encryption-key", "x-ms-source-encryption-key-sha256"),
    SOURCE_RANGE("x-ms-source-range"),
    SOURCE_TAGS("x-ms-source-if-tags"),
    STRUCTURED_BODY("x-ms-structured-body", "x-ms-structured-content-length"),
    TAGS("x-ms-tags"),
    TAG_CONDITION("x-ms-if-tags"),
    TIER("x-ms-access-tier");

    /** What all operations on a blob may be made to depend on. */
    static final Set<Feature> CONDITIONS = Set.of(DATE_CONDITIONS, ETAG_CONDITIONS, TAG_CONDITION);

    /** What an operation knows that makes a blob. */
    static final Set<Feature> NEW_BLOB = union(
            CONDITIONS, BLOB_PROPERTIES, ENCRYPTION_KEY, ENCRYPTION_SCOPE, LEGAL_HOLD, METADATA, POLICY, TAGS, TIER);

    /** What an operation knows that changes the content of a blob or what it is described by. */
    static final Set<Feature> CHANGE = union(CONDITIONS, ENCRYPTION_KEY, ENCRYPTION_SCOPE);

    /** What an operation knows that takes bytes from another blob. */
    static final Set<Feature> FROM_URL = Set.of(SOURCE, SOURCE_CHECKSUM, SOURCE_CONDITIONS);

    @SuppressWarnings("ImmutableEnumChecker") // It is a List.of(...), which its type does not tell.
    private final List<String> headers;

    Feature(String... headers) {
        this.headers = List.of(headers);
    }

    /** The headers of all features but those that are known, and what they are refused with. */
    static Map<String, CommonError> unknownBeside(Set<Feature> known) {
        Map<String, CommonError> unknown = new HashMap<>();
        for (Feature feature : values()) {
            if (!known.contains(feature)) {
                CommonError error = CONDITIONS.contains(feature)
                        ? CommonError.CONDITION_HEADERS_NOT_SUPPORTED
                        : CommonError.UNSUPPORTED_HEADER;
                feature.headers.forEach(header -> unknown.put(header, error));
            }
        }
        return unknown;
    }

    static Set<Feature> union(Set<Feature> some, Feature... more) {
        Set<Feature> all = EnumSet.noneOf(Feature.class);
        all.addAll(some);
        all.addAll(List.of(more));
        return Collections.unmodifiableSet(all);
    }
}
