package dev.nephelite.blob.container;

import dev.nephelite.blob.model.Lease;
import dev.nephelite.blob.model.LeaseState;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.emulator.value.Metadata;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an answer says of a container or a blob alike. */
public final class ResourceHeaders {
    private ResourceHeaders() {}

    /** Adds the headers by which a client tells whether the resource has changed since. */
    public static Response add(Response response, Revision revision) {
        return response.header("ETag", revision.etag())
                .header("Last-Modified", HttpDate.format(revision.lastModified()));
    }

    public static Response add(Response response, Metadata metadata) {
        metadata.pairs().forEach((name, value) -> response.header(Metadata.HEADER_PREFIX + name, value));
        return response;
    }

    /** Adds what a client asks before it takes a lease. */
    public static Response addLease(Response response, @Nullable Lease lease, Instant now) {
        LeaseState state = lease == null ? LeaseState.AVAILABLE : lease.state(now);
        return response.header("x-ms-lease-status", state.status())
                .header("x-ms-lease-state", state)
                .header("x-ms-lease-duration", lease == null ? null : lease.kind(now));
    }
}
