package dev.nephelite.function.access;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.TrustedHosts;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.client.RemoteStorageException;
import dev.nephelite.function.log.HostLog;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells for each kind of door why a request may not pass, or nothing when it may. Nobody needs a key unless the host was
 * started that way, but a web page of another origin is never let in to where it could do harm.
 *
 * <p>Methods may wait for storage, where the keys are. Safe for concurrent use.
 */
public final class KeyAuthorizer {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final boolean authenticated;
    private final TrustedHosts trusted;
    private final AppKeys appKeys;
    private final HostLog log;

    /**
     * Makes the doorkeeper of one app.
     *
     * @param authenticated whether callers need keys
     * @param trusted recognizes requests of foreign web pages
     */
    public KeyAuthorizer(boolean authenticated, TrustedHosts trusted, AppKeys appKeys, HostLog log) {
        this.authenticated = authenticated;
        this.trusted = trusted;
        this.appKeys = appKeys;
        this.log = log;
    }

    /** Why the caller may not have an HTTP function run. To ask is cheap, and needs nothing of the body. */
    public Optional<Response> refusalToRun(HttpRequest request, FunctionDefinition function) {
        AuthLevel level = AuthLevel.of(function);
        if (!authenticated || (level == AuthLevel.ANONYMOUS && !function.disabled())) {
            return Optional.empty();
        }
        return checked(() -> {
            boolean admin = opens(request, List.of(appKeys.on(KeyRing.MASTER).values()));
            if (function.disabled() || admin) {
                return admin ? Optional.empty() : Optional.of(Response.of(NOT_FOUND));
            }
            boolean opened = level == AuthLevel.FUNCTION
                    && opens(
                            request,
                            List.of(
                                    appKeys.on(KeyRing.HOST).values(),
                                    appKeys.on(KeyRing.of(function.name())).values()));
            return opened ? Optional.empty() : Optional.of(Response.of(UNAUTHORIZED));
        });
    }

    /** Why the caller may not administer the host. */
    public Optional<Response> refusalToAdminister(HttpRequest request) {
        Optional<Response> refusal = refusalOfForeignPage(request);
        return refusal.isPresent() || !authenticated
                ? refusal
                : checked(() ->
                        unless(opens(request, List.of(appKeys.on(KeyRing.MASTER).values()))));
    }

    /**
     * Why the caller may not deliver to the webhook of an extension.
     *
     * <p>Deliveries may come from anywhere, through a tunnel under any name, but never from a web page. Where keys are asked
     * for, the one of the extension is protection enough.
     */
    public Optional<Response> refusalToDeliver(HttpRequest request, String extension) {
        if (!authenticated) {
            boolean page = TrustedHosts.isCrossSite(request) || !trusted.trustsOrigin(request);
            return page ? Optional.of(Response.of(FORBIDDEN)) : Optional.empty();
        }
        return checked(() -> {
            Map<String, String> system = appKeys.on(KeyRing.SYSTEM);
            String name = AppKeys.nameOf(extension);
            List<String> own = system.keySet().stream()
                    .filter(name::equalsIgnoreCase)
                    .map(system::get)
                    .toList();
            return unless(opens(request, List.of(appKeys.on(KeyRing.MASTER).values(), own)));
        });
    }

    /** Why the caller may not even ask whether the host is there: some web page made a browser send the request. */
    public Optional<Response> refusalOfForeignPage(HttpRequest request) {
        return trusted.refusalToAdminister(request).map(reason -> Response.of(FORBIDDEN)
                .header("Content-Type", "text/plain; charset=utf-8")
                .body(Body.text(reason + "\n")));
    }

    private static Optional<Response> unless(boolean opened) {
        return opened ? Optional.empty() : Optional.of(Response.of(UNAUTHORIZED));
    }

    /** Compares with every key in a time that tells nothing about any of them. */
    private static boolean opens(HttpRequest request, List<Collection<String>> rings) {
        @Nullable String shown = shownKey(request);
        if (shown == null || shown.isEmpty()) {
            return false;
        }
        byte[] candidate = shown.getBytes(StandardCharsets.UTF_8);
        boolean opened = false;
        for (Collection<String> ring : rings) {
            for (String key : ring) {
                opened |= !key.isEmpty() && MessageDigest.isEqual(candidate, key.getBytes(StandardCharsets.UTF_8));
            }
        }
        return opened;
    }

    private static @Nullable String shownKey(HttpRequest request) {
        @Nullable String header = request.headers().get("x-functions-key");
        if (header != null) {
            return header;
        }
        return QueryParameters.parseLeniently(request.rawQuery()).get("code");
    }

    /** Without keys nobody can be let in, and the caller should know that it is not for a wrong one. */
    private Optional<Response> checked(Check check) {
        try {
            return check.refusal();
        } catch (RemoteStorageException | InvalidAppException | UncheckedIOException noKeys) {
            String message = "No key can be checked. " + noKeys.getMessage();
            log.error(AppKeys.LOG_CATEGORY, message);
            return Optional.of(Response.of(UNAVAILABLE)
                    .header("Content-Type", "text/plain; charset=utf-8")
                    .body(Body.text(message)));
        }
    }

    private interface Check {
        Optional<Response> refusal();
    }

    /** Which key the callers of an HTTP function need, as its {@code authLevel} says. */
    public enum AuthLevel {
        /** None. */
        ANONYMOUS,

        /** One of the function's own, one of the host's, or the master key. */
        FUNCTION,

        /** The master key. */
        ADMIN;

        /**
         * Reads the level of a function with an HTTP trigger; without one, it is that of most functions.
         *
         * @throws InvalidAppException if there is no such level
         */
        public static AuthLevel of(FunctionDefinition function) {
            String name = function.trigger().text("authLevel", FUNCTION.name());
            return Stream.of(values())
                    .filter(level -> level.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new InvalidAppException("The authLevel of function '" + function.name()
                            + "' is '" + name + "', but it must be anonymous, function or admin."));
        }
    }
}
