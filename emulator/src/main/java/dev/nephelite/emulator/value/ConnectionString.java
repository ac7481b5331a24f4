package dev.nephelite.emulator.value;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A parsed connection string: the endpoints of a storage account and its credentials.
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

    /** The pairs of a connection string, and how client libraries fill in the ones that are left out. */
    static final class ConnectionSettings {
        private static final String ACCOUNT_NAME = "AccountName";
        private static final String ACCOUNT_KEY = "AccountKey";
        private static final String SHARED_ACCESS_SIGNATURE = "SharedAccessSignature";
        private static final String PROTOCOL = "DefaultEndpointsProtocol";
        private static final String SUFFIX = "EndpointSuffix";
        private static final String DEVELOPMENT = "UseDevelopmentStorage";
        private static final String DEVELOPMENT_PROXY = "DevelopmentStorageProxyUri";

        private final Map<String, String> values;
        private final @Nullable URI developmentHost;

        private ConnectionSettings(Map<String, String> values) {
            this.values = values;
            developmentHost = developmentHost();
        }

        static ConnectionSettings parse(String text) {
            Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            String[] parts = text.split(";", -1);
            for (int i = 0; i < parts.length; i++) {
                String part = parts[i].strip();
                if (part.isEmpty()) {
                    continue;
                }
                int equals = part.indexOf('=');
                if (part.equalsIgnoreCase(DEVELOPMENT)) {
                    throw new IllegalArgumentException(
                            "UseDevelopmentStorage has no value; write UseDevelopmentStorage=true");
                }
                if (equals <= 0) {
                    // It may be a piece of a key, so it is not repeated.
                    throw new IllegalArgumentException("part " + (i + 1) + " is not of the form Name=value");
                }
                String name = part.substring(0, equals).strip();
                String value = part.substring(equals + 1).strip();
                if (!value.isEmpty() && values.put(name, value) != null) {
                    throw new IllegalArgumentException("part " + (i + 1) + " repeats the name of an earlier part");
                }
            }
            if (values.isEmpty()) {
                throw new IllegalArgumentException(
                        "it is empty; for a local emulator write UseDevelopmentStorage=true");
            }
            return new ConnectionSettings(values);
        }

        @Nullable
        SigningKey key() {
            String secret = values.get(ACCOUNT_KEY);
            if (secret != null) {
                try {
                    return SigningKey.parse(secret);
                } catch (IllegalArgumentException refused) {
                    throw new IllegalArgumentException("AccountKey: " + refused.getMessage(), refused);
                }
            }
            return developmentHost == null ? null : Account.DEVELOPMENT.keys().get(0);
        }

        @Nullable
        String sharedAccessSignature() {
            String given = values.get(SHARED_ACCESS_SIGNATURE);
            return given != null && given.startsWith("?") ? given.substring(1) : given;
        }

        String accountName() {
            String given = values.get(ACCOUNT_NAME);
            if (given != null) {
                return given;
            }
            if (developmentHost != null) {
                return Account.DEVELOPMENT.name();
            }
            for (StorageKind kind : StorageKind.values()) {
                URI endpoint = uri(kind.endpointSetting());
                if (endpoint != null) {
                    return accountIn(endpoint);
                }
            }
            throw new IllegalArgumentException("neither AccountName nor an endpoint such as BlobEndpoint is given");
        }

        Optional<URI> endpoint(StorageKind kind, String account) {
            URI given = uri(kind.endpointSetting());
            return Optional.ofNullable(given == null ? derived(kind, account) : given);
        }

        Optional<URI> secondaryEndpoint(StorageKind kind, String account) {
            URI given = uri(kind.secondaryEndpointSetting());
            boolean derive = given == null && uri(kind.endpointSetting()) == null;
            return Optional.ofNullable(derive ? derived(kind, account + Account.SECONDARY_SUFFIX) : given);
        }

        private @Nullable URI derived(StorageKind kind, String account) {
            if (developmentHost != null) {
                return URI.create(developmentHost.getScheme() + "://" + developmentHost.getHost() + ":"
                        + kind.developmentPort() + "/" + account);
            }
            boolean endpointsGiven = false;
            for (StorageKind other : StorageKind.values()) {
                endpointsGiven |= values.containsKey(other.endpointSetting());
            }
            if (endpointsGiven && !values.containsKey(PROTOCOL) && !values.containsKey(SUFFIX)) {
                // The endpoint of one service is given, so the others are not in the public cloud by default.
                return null;
            }
            String suffix = values.getOrDefault(SUFFIX, "core.windows.net");
            return parseUri(SUFFIX, protocol() + "://" + account + "." + kind.hostLabel() + "." + suffix);
        }

        private String protocol() {
            String protocol = values.getOrDefault(PROTOCOL, "https").toLowerCase(Locale.ROOT);
            if (!protocol.equals("http") && !protocol.equals("https")) {
                throw new IllegalArgumentException("DefaultEndpointsProtocol must be http or https");
            }
            return protocol;
        }

        private @Nullable URI developmentHost() {
            String development = values.get(DEVELOPMENT);
            if (development == null) {
                return null;
            }
            if (!development.equalsIgnoreCase("true")) {
                throw new IllegalArgumentException("UseDevelopmentStorage can only be true; else leave it out");
            }
            URI proxy = uri(DEVELOPMENT_PROXY);
            return proxy == null ? URI.create("http://127.0.0.1") : proxy;
        }

        private @Nullable URI uri(String setting) {
            String value = values.get(setting);
            return value == null ? null : parseUri(setting, value);
        }

        private static URI parseUri(String setting, String text) {
            try {
                URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
                boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
                if (web && uri.getHost() != null && uri.getQuery() == null) {
                    return uri;
                }
            } catch (URISyntaxException notAnUri) {
                // Refused below, in the same words as any other.
            }
            throw new IllegalArgumentException(setting
                    + " must be a URL such as http://127.0.0.1:10000/devstoreaccount1 (no underscore in the host)");
        }

        /**
         * The first piece of the path, else the first label of a host such as {@code account.blob.core.windows.net}.
         */
        private static String accountIn(URI endpoint) {
            String path = endpoint.getPath();
            if (path.length() > 1) {
                int slash = path.indexOf('/', 1);
                return slash < 0 ? path.substring(1) : path.substring(1, slash);
            }
            String host = endpoint.getHost();
            int dot = host.indexOf('.');
            if (dot < 0 || Character.isDigit(host.charAt(host.length() - 1))) {
                throw new IllegalArgumentException("AccountName is not given, and no endpoint bears it");
            }
            return host.substring(0, dot);
        }
    }

    /** The storage services that a connection string may point to. */
    enum StorageKind {
        BLOB("Blob", "blob", 10000),
        QUEUE("Queue", "queue", 10001),
        TABLE("Table", "table", 10002);

        private final String settingPrefix;
        private final String hostLabel;
        private final int developmentPort;

        StorageKind(String settingPrefix, String hostLabel, int developmentPort) {
            this.settingPrefix = settingPrefix;
            this.hostLabel = hostLabel;
            this.developmentPort = developmentPort;
        }

        String endpointSetting() {
            return settingPrefix + "Endpoint";
        }

        String secondaryEndpointSetting() {
            return settingPrefix + "SecondaryEndpoint";
        }

        /** What a host name bears between the account and the suffix. */
        String hostLabel() {
            return hostLabel;
        }

        /** Where an emulator serves this on a developer's machine. */
        int developmentPort() {
            return developmentPort;
        }
    }
}
