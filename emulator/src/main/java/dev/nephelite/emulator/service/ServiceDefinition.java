package dev.nephelite.emulator.service;

import dev.nephelite.emulator.auth.KeyScheme;
import dev.nephelite.emulator.auth.ResourceAccess;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.properties.ServiceProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one storage service brings to the pipeline that all of them share. Services differ in how they write resources in
 * paths, sign requests and render errors, so that a further one, such as the Table service, needs no change here. Thread-safe.
 */
public interface ServiceDefinition {
    /** Its name in signatures, such as {@code blob}. */
    String name();

    /** Its operations, and how it writes resources in paths. */
    Routes routes();

    /** The properties of the account of that name. Called for every request. */
    ServiceProperties properties(String account);

    /** What the owners of containers and the like allow. */
    default ResourceAccess access() {
        return ResourceAccess.NONE;
    }

    /** How account keys sign requests by the scheme of that name: its variants, the most common first. */
    default List<KeyScheme> keySchemes(String scheme) {
        return KeyScheme.named(scheme);
    }

    /** The format of its errors. */
    ErrorRenderer errors();

    /**
     * Whether answering may take long even if the store is in memory, as it does for lists. Otherwise the thread that received
     * the request answers it.
     */
    default boolean mayTakeLong(HttpRequest request) {
        @Nullable String query = request.rawQuery();
        return query != null && query.contains("comp=");
    }
}
