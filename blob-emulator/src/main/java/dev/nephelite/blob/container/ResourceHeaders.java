package dev.nephelite.blob.container;

import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.Lease;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.value.BooleanText;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.emulator.value.Metadata;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Headers that containers and blobs have in common, and those of containers. */
public final class ResourceHeaders {
    private static final String PUBLIC_ACCESS = "x-ms-blob-public-access";
    private static final String DEFAULT_SCOPE = "x-ms-default-encryption-scope";
    private static final String ONLY_SCOPE = "x-ms-deny-encryption-scope-override";

    private ResourceHeaders() {}

    /** Adds the entity tag and Last-Modified. */
    public static Response add(Response response, Revision revision) {
        return response.header("ETag", revision.etag())
                .header("Last-Modified", HttpDate.format(revision.lastModified()));
    }

    public static Response add(Response response, Metadata metadata) {
        metadata.pairs().forEach((name, value) -> response.header(Metadata.HEADER_PREFIX + name, value));
        return response;
    }

    /** Adds the lease state. */
    public static Response addLease(Response response, @Nullable Lease lease, Instant now) {
        Lease.State state = lease == null ? Lease.State.AVAILABLE : lease.state(now);
        return response.header("x-ms-lease-status", state.status())
                .header("x-ms-lease-state", state)
                .header("x-ms-lease-duration", lease == null ? null : lease.kind(now));
    }

    static Container.PublicAccess publicAccess(Headers headers) {
        Container.@Nullable PublicAccess access = headers.get(PUBLIC_ACCESS, Container.PublicAccess::parse);
        return access == null ? Container.PublicAccess.NONE : access;
    }

    /** Parses the default encryption scope, which is required if the request denies overrides. */
    static Container.DefaultScope defaultScope(Headers headers) {
        @Nullable String name = headers.get(DEFAULT_SCOPE);
        @Nullable Boolean only = headers.get(ONLY_SCOPE, BooleanText::parse);
        if (name == null && only != null) {
            throw StorageException.missingHeader(DEFAULT_SCOPE);
        }
        return name == null
                ? Container.DefaultScope.ACCOUNT_KEY
                : new Container.DefaultScope(name, only != null && only);
    }

    static Response addPublicAccess(Response response, Container container) {
        Container.PublicAccess access = container.publicAccess();
        return response.header(PUBLIC_ACCESS, access == Container.PublicAccess.NONE ? null : access);
    }

    static Response addDefaultScope(Response response, Container container) {
        return response.header(DEFAULT_SCOPE, container.defaultScope().name())
                .header(ONLY_SCOPE, container.defaultScope().only());
    }
}
