package dev.nephelite.function.key;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.client.RemoteStorageException;
import dev.nephelite.function.key.KeyRing.KeyGenerator;
import dev.nephelite.function.key.KeyStore.BlobKeyStore;
import dev.nephelite.function.key.KeyStore.FileKeyStore;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.trigger.HostContext;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one app, which are created on first use. They are cached for a few seconds, so that requests seldom wait for
 * storage and changes by other hosts or by hand soon take effect.
 *
 * <p>If two hosts create or change keys at the same time, the slower one repeats its change on the result of the other.
 * Methods may wait for storage. They throw {@link RemoteStorageException} if storage is unavailable and nothing is cached,
 * and {@link InvalidAppException} if the stored keys are invalid. Thread-safe.
 */
public final class AppKeys {
    /** The name of the master key, which authorizes everything. */
    public static final String MASTER = "_master";

    /** The log category of keys. */
    public static final String LOG_CATEGORY = "Host.Keys";

    private static final String DEFAULT = "default";
    private static final String STORE_TYPE = "AzureWebJobsSecretStorageType";

    private static final int MAX_ATTEMPTS = 100;

    /** How long keys are cached. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final AppSettings settings;
    private final KeyStore blobs;
    private final KeyStore files;
    private final Set<String> extensions;
    private final Map<String, String> signature = new LinkedHashMap<>();
    private final Clock clock;
    private final Ids ids;
    private final HostLog log;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /**
     * Creates the keys without reading them.
     *
     * @param folder the folder for an app that stores its keys in files
     * @param extensions the extensions with webhooks, each of which needs a key
     */
    public AppKeys(HostContext host, Path folder, Set<String> extensions) {
        settings = host.app().settings();
        blobs = new BlobKeyStore(host.storage(), host.hostId());
        files = new FileKeyStore(folder.resolve("secrets").resolve(host.hostId()));
        this.extensions = Set.copyOf(extensions);
        String address = settings.value("WEBSITE_HOSTNAME");
        signature.put("hostName", address == null ? "localhost" : address.toLowerCase(Locale.ROOT));
        signature.put("instanceId", host.instanceId().toString().replace("-", ""));
        signature.put("source", "runtime");
        signature.put("decryptionKeyId", "");
        clock = host.clocks().machine();
        ids = host.ids();
        log = host.log();
    }

    /** The values of the keys on the ring by name. */
    public Map<String, String> values(KeyRing ring) {
        @Nullable Known found = known.get(ring.document());
        if (found != null && clock.now().isBefore(found.readAt().plus(FRESH))) {
            return found.document().keys(ring);
        }
        return read(ring.document()).keys(ring);
    }

    /** The location of the master key for messages. */
    public String location() {
        return store().location(KeyRing.MASTER.document());
    }

    /**
     * Sets a key.
     *
     * @param value null to generate one
     */
    public Change set(KeyRing ring, String name, @Nullable String value) {
        String newValue = value == null ? KeyGenerator.generate(ring, ids) : value;
        boolean[] existed = new boolean[1];
        change(ring.document(), before -> {
            existed[0] = has(before, ring, name);
            return before.with(ring, name, newValue);
        });
        return new Change(newValue, !existed[0]);
    }

    /** Removes a key; returns whether it existed. */
    public boolean remove(KeyRing ring, String name) {
        boolean[] existed = new boolean[1];
        change(ring.document(), before -> {
            existed[0] = has(before, ring, name);
            return existed[0] ? before.without(ring, name) : before;
        });
        return existed[0];
    }

    private static boolean has(KeyDocument document, KeyRing ring, String name) {
        return document.keys(ring).keySet().stream().anyMatch(name::equalsIgnoreCase);
    }

    /** Reads the document again, or creates it. If storage is unavailable, the cached document stays valid. */
    private synchronized KeyDocument read(String document) {
        try {
            return change(document, UnaryOperator.identity());
        } catch (RemoteStorageException unavailable) {
            Known old = known.get(document);
            if (old == null) {
                throw unavailable;
            }
            log.warning(
                    LOG_CATEGORY,
                    "The keys cannot be read again, so those read before stay valid. " + unavailable.getMessage());
            known.put(document, new Known(old.document(), clock.now()));
            return old.document();
        }
    }

    /** Applies a change to the document and stores it; repeats this if another host has changed it in the meantime. */
    private synchronized KeyDocument change(String document, UnaryOperator<KeyDocument> change) {
        KeyStore store = store();
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            KeyStore.@Nullable Stored stored = store.read(document).orElse(null);
            KeyDocument before =
                    stored == null ? KeyDocument.EMPTY : KeyDocument.parse(stored.content(), store.location(document));
            KeyDocument after = change.apply(complete(document, before));
            if (after.equals(before) || store.write(document, after.signed(signature), stored)) {
                known.put(document, new Known(after, clock.now()));
                return after;
            }
        }
        throw new InvalidAppException("The keys in " + store.location(document)
                + " cannot be changed: another program keeps changing them, or holds a lease on them.");
    }

    /** Adds missing keys. A function whose last key was deleted by hand gets no new one. */
    private KeyDocument complete(String document, KeyDocument found) {
        KeyDocument complete = found;
        if (!document.equals(KeyRing.MASTER.document())) {
            KeyRing ring = KeyRing.of(document);
            return complete.has(ring) ? complete : complete.with(ring, DEFAULT, KeyGenerator.generate(ring, ids));
        }
        if (complete.keys(KeyRing.MASTER).isEmpty()) {
            complete = complete.with(KeyRing.MASTER, MASTER, KeyGenerator.generate(KeyRing.MASTER, ids));
        }
        if (!complete.has(KeyRing.HOST)) {
            complete = complete.with(KeyRing.HOST, DEFAULT, KeyGenerator.generate(KeyRing.HOST, ids));
        }
        if (!complete.has(KeyRing.SYSTEM)) {
            complete = complete.without(KeyRing.SYSTEM, DEFAULT);
        }
        for (String extension : extensions) {
            String name = nameOf(extension);
            if (!has(complete, KeyRing.SYSTEM, name)) {
                complete = complete.with(KeyRing.SYSTEM, name, KeyGenerator.generate(KeyRing.SYSTEM, ids));
            }
        }
        return complete;
    }

    /** The name of the key of an extension's webhook. */
    static String nameOf(String extension) {
        return extension.toLowerCase(Locale.ROOT) + "_extension";
    }

    private KeyStore store() {
        String type = Optional.ofNullable(settings.value(STORE_TYPE)).orElse("").toLowerCase(Locale.ROOT);
        return switch (type) {
            case "", "blob" -> blobs;
            case "files" -> files;
            default ->
                throw new InvalidAppException("The setting " + STORE_TYPE + " is '" + type
                        + "', but on this machine keys are kept in 'blob' or in 'files'. Change it, or leave it out.");
        };
    }

    /**
     * The result of setting a key.
     *
     * @param created whether there was no key of that name before
     */
    public record Change(String value, boolean created) {}

    private record Known(KeyDocument document, Instant readAt) {}
}
