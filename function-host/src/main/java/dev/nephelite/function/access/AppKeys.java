package dev.nephelite.function.access;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.function.access.KeyRing.KeyGenerator;
import dev.nephelite.function.access.KeyStore.BlobKeyStore;
import dev.nephelite.function.access.KeyStore.FileKeyStore;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.client.RemoteStorageException;
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
 * The keys of one app, made when somebody first needs them. What was read counts for some seconds, so that a request seldom
 * waits for storage and a change by another host, or by hand, counts soon.
 *
 * <p>Hosts that make or change keys at the same time agree: whoever is slower starts again from what the faster one wrote.
 * Methods may wait for storage. They throw {@link RemoteStorageException} when it is away and nothing is known yet, and
 * {@link InvalidAppException} when what is there is of no use. Safe for concurrent use.
 */
public final class AppKeys {
    /** The name of the key that opens everything. */
    public static final String MASTER = "_master";

    /** What is said of keys is said under this name. */
    public static final String LOG_CATEGORY = "Host.Keys";

    private static final String DEFAULT = "default";
    private static final String STORE_TYPE = "AzureWebJobsSecretStorageType";

    private static final int MOST_ATTEMPTS = 100;

    /** For how long what was read counts. */
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
     * Makes keys that nobody has looked at yet.
     *
     * @param folder of ours, for an app that wants its keys in files
     * @param extensions have webhooks, each of which needs a key
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
        clock = host.clock();
        ids = host.ids();
        log = host.log();
    }

    /** Returns the value of each key on the ring by its name. */
    public Map<String, String> on(KeyRing ring) {
        @Nullable Known found = known.get(ring.document());
        if (found != null && clock.now().isBefore(found.readAt().plus(FRESH))) {
            return found.document().keys(ring);
        }
        return read(ring.document()).keys(ring);
    }

    /** Where the master key is, for people. */
    public String place() {
        return store().place(KeyRing.MASTER.document());
    }

    /**
     * Sets a key.
     *
     * @param value null for one that is made now
     */
    public Change set(KeyRing ring, String name, @Nullable String value) {
        String wanted = value == null ? KeyGenerator.on(ring, ids) : value;
        boolean[] existed = new boolean[1];
        change(ring.document(), before -> {
            existed[0] = has(before, ring, name);
            return before.with(ring, name, wanted);
        });
        return new Change(wanted, !existed[0]);
    }

    /** Removes a key; returns whether it was there. */
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

    /** Reads the document again, or makes it; while storage is away, what was known goes on to count. */
    private synchronized KeyDocument read(String document) {
        try {
            return change(document, UnaryOperator.identity());
        } catch (RemoteStorageException away) {
            Known old = known.get(document);
            if (old == null) {
                throw away;
            }
            log.warning(
                    LOG_CATEGORY,
                    "The keys cannot be read again, so those read before stay valid. " + away.getMessage());
            known.put(document, new Known(old.document(), clock.now()));
            return old.document();
        }
    }

    /** Stores what {@code change} makes of the document, and does it again as long as another host is faster. */
    private synchronized KeyDocument change(String document, UnaryOperator<KeyDocument> change) {
        KeyStore store = store();
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            KeyStore.@Nullable Stored stored = store.read(document).orElse(null);
            KeyDocument before =
                    stored == null ? KeyDocument.EMPTY : KeyDocument.parse(stored.content(), store.place(document));
            KeyDocument after = change.apply(complete(document, before));
            if (after.equals(before) || store.write(document, after.signed(signature), stored)) {
                known.put(document, new Known(after, clock.now()));
                return after;
            }
        }
        throw new InvalidAppException("The keys in " + store.place(document)
                + " cannot be changed: another program keeps changing them, or holds a lease on them.");
    }

    /** Adds the keys that must be there. A function that has lost its last key by hand is given no other. */
    private KeyDocument complete(String document, KeyDocument found) {
        KeyDocument complete = found;
        if (!document.equals(KeyRing.MASTER.document())) {
            KeyRing ring = KeyRing.of(document);
            return complete.has(ring) ? complete : complete.with(ring, DEFAULT, KeyGenerator.on(ring, ids));
        }
        if (complete.keys(KeyRing.MASTER).isEmpty()) {
            complete = complete.with(KeyRing.MASTER, MASTER, KeyGenerator.on(KeyRing.MASTER, ids));
        }
        if (!complete.has(KeyRing.HOST)) {
            complete = complete.with(KeyRing.HOST, DEFAULT, KeyGenerator.on(KeyRing.HOST, ids));
        }
        if (!complete.has(KeyRing.SYSTEM)) {
            complete = complete.without(KeyRing.SYSTEM, DEFAULT);
        }
        for (String extension : extensions) {
            String name = nameOf(extension);
            if (!has(complete, KeyRing.SYSTEM, name)) {
                complete = complete.with(KeyRing.SYSTEM, name, KeyGenerator.on(KeyRing.SYSTEM, ids));
            }
        }
        return complete;
    }

    /** What the key of an extension's webhook is called. */
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
     * What became of a key that was set.
     *
     * @param created whether there was none of that name before
     */
    public record Change(String value, boolean created) {}

    private record Known(KeyDocument document, Instant readAt) {}
}
