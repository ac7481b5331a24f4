package dev.nephelite.emulator.service;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The paths on a service's port that are the emulator's own and no account's: they need no signature, and everything
 * else goes to the service.
 *
 * <p>So that no web page a developer happens to visit can use them, they answer no request that a page sent from
 * elsewhere, nor one that came by a host name somebody else could have pointed at this machine.
 */
public final class AdminPaths implements Handler {
    /** What all these paths begin with; no account can be named so. */
    public static final String PREFIX = "/_nephelite/";

    /** An address, or a name that only this machine or its own network resolves. */
    private static final Pattern OWN_HOST = Pattern.compile(
            "(?:\\[[0-9A-Fa-f:.%]+]|[0-9.]+|[A-Za-z0-9_-]+|(?:[A-Za-z0-9_-]+\\.)+localhost|host\\.docker"
                    + "\\.internal)(?::[0-9]{1,5})?");

    private final Map<String, Handler> own;
    private final Handler service;

    /**
     * Puts the emulator's own paths before a service.
     *
     * @param own who answers which path, each beginning with {@link #PREFIX}
     */
    public AdminPaths(Map<String, Handler> own, Handler service) {
        this.own = Map.copyOf(own);
        this.service = service;
    }

    @Override
    public Response handle(HttpRequest request) throws IOException {
        if (!request.rawPath().startsWith(PREFIX)) {
            return service.handle(request);
        }
        if (request.headers().has("Origin")) {
            return answer(403, "Web pages may not use the emulator's own paths.");
        }
        if (!OWN_HOST.matcher(request.host()).matches()) {
            return answer(
                    403,
                    "Use localhost or an address as the host; not every name can be trusted to mean this"
                            + " machine.");
        }
        @Nullable Handler handler = own.get(request.rawPath());
        return handler == null ? answer(404, "There is nothing at " + request.rawPath()) : handler.handle(request);
    }

    @Override
    public boolean isBrief(HttpRequest request) {
        return !request.rawPath().startsWith(PREFIX) && service.isBrief(request);
    }

    private static Response answer(int status, String text) {
        return Response.of(status)
                .header("Content-Type", "text/plain; charset=utf-8")
                .body(Body.text(text + "\n"));
    }
}
