package dev.nephelite.emulator.value;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a storage account is and what opens it, in the one line that settings carry.
 *
 * <p>Endpoints that are not given are derived as client libraries derive them. Never shows its secrets in
 * {@link #toString}.
 *
 * @see <a href="https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string">Connection
 *     strings</a>
 */
public final class ConnectionString {
    private final String accountName;
    private final @Nullable SigningKey key;
    private final @Nullable String sharedAccessSignature;
    private final Map<String, URI> endpoints = new TreeMap<>();

    private ConnectionString(ConnectionSettings settings) {
        key = settings.key();
        sharedAccessSignature = settings.sharedAccessSignature();
        if (key == null && sharedAccessSignature == null) {
            throw new IllegalArgumentException("neither AccountKey nor SharedAccessSignature is given");
        }
        accountName = settings.accountName();
        for (StorageKind kind : StorageKind.values()) {
            settings.endpoint(kind, accountName).ifPresent(found -> endpoints.put(kind.endpointSetting(), found));
            settings.secondaryEndpoint(kind, accountName)
                    .ifPresent(found -> endpoints.put(kind.secondaryEndpointSetting(), found));
        }
    }

    /**
     * Reads the pairs {@code Name=value;Name=value}, whose names ignore case.
     *
     * @throws IllegalArgumentException saying what is missing or wrong; secrets are never repeated
     */
    public static ConnectionString parse(String text) {
        try {
            return new ConnectionString(ConnectionSettings.parse(text));
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException("connection string: " + refused.getMessage(), refused);
        }
    }

    /** The account's name; when only endpoints are given, the one they bear. */
    public String accountName() {
        return accountName;
    }

    /** The account's key, or null when the string carries a shared access signature instead. */
    public @Nullable SigningKey key() {
        return key;
    }

    /** The query of a shared access signature, without a question mark. */
    public @Nullable String sharedAccessSignature() {
        return sharedAccessSignature;
    }

    /**
     * Where the Blob service is, without a slash at the end.
     *
     * @throws IllegalArgumentException if the string neither names it nor lets it be derived
     */
    public URI blobEndpoint() {
        return require(StorageKind.BLOB);
    }

    /** Where the Queue service is, like {@link #blobEndpoint}. */
    public URI queueEndpoint() {
        return require(StorageKind.QUEUE);
    }

    /** Where the Table service is, like {@link #blobEndpoint}. */
    public URI tableEndpoint() {
        return require(StorageKind.TABLE);
    }

    /** Where the read-only replica of the Blob service is. */
    public Optional<URI> blobSecondaryEndpoint() {
        return Optional.ofNullable(endpoints.get(StorageKind.BLOB.secondaryEndpointSetting()));
    }

    /** Where the read-only replica of the Queue service is. */
    public Optional<URI> queueSecondaryEndpoint() {
        return Optional.ofNullable(endpoints.get(StorageKind.QUEUE.secondaryEndpointSetting()));
    }

    /** Where the read-only replica of the Table service is. */
    public Optional<URI> tableSecondaryEndpoint() {
        return Optional.ofNullable(endpoints.get(StorageKind.TABLE.secondaryEndpointSetting()));
    }

    @Override
    public String toString() {
        return "ConnectionString[account=" + accountName + ", " + endpoints + ", secrets hidden]";
    }

    private URI require(StorageKind kind) {
        URI endpoint = endpoints.get(kind.endpointSetting());
        if (endpoint == null) {
            throw new IllegalArgumentException("connection string: " + kind.endpointSetting() + " is not given");
        }
        return endpoint;
    }
}
