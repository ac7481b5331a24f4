package dev.nephelite.blob.container;

import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.DefaultScope;
import dev.nephelite.blob.model.PublicAccess;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.value.BooleanText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How headers say what of a container is open to everybody and how its blobs are encrypted. */
final class ContainerHeaders {
    private static final String PUBLIC_ACCESS = "x-ms-blob-public-access";
    private static final String SCOPE = "x-ms-default-encryption-scope";
    private static final String ONLY_SCOPE = "x-ms-deny-encryption-scope-override";

    private ContainerHeaders() {}

    static PublicAccess publicAccess(Headers headers) {
        @Nullable PublicAccess access = headers.get(PUBLIC_ACCESS, PublicAccess::parse);
        return access == null ? PublicAccess.NONE : access;
    }

    /** The scope a client names; to forbid all others it must name one. */
    static DefaultScope defaultScope(Headers headers) {
        @Nullable String name = headers.get(SCOPE);
        @Nullable Boolean only = headers.get(ONLY_SCOPE, BooleanText::parse);
        if (name == null && only != null) {
            throw CommonError.MISSING_REQUIRED_HEADER.exception(Map.of("HeaderName", SCOPE));
        }
        return name == null ? DefaultScope.ACCOUNT_KEY : new DefaultScope(name, only != null && only);
    }

    static Response addPublicAccess(Response response, Container container) {
        PublicAccess access = container.publicAccess();
        return response.header(PUBLIC_ACCESS, access == PublicAccess.NONE ? null : access);
    }

    static Response addDefaultScope(Response response, Container container) {
        return response.header(SCOPE, container.defaultScope().name())
                .header(ONLY_SCOPE, container.defaultScope().only());
    }
}
