package dev.nephelite.emulator.value;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The pairs of a connection string, and how client libraries fill in the ones that are left out. */
final class ConnectionSettings {
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
            throw new IllegalArgumentException("it is empty; for a local emulator write UseDevelopmentStorage=true");
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
            // Who names one emulator's endpoint does not mean the public cloud for the others.
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
        throw new IllegalArgumentException(
                setting + " must be a URL such as http://127.0.0.1:10000/devstoreaccount1 (no underscore in the host)");
    }

    /** The first piece of the path, else the first label of a host such as {@code account.blob.core.windows.net}. */
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
