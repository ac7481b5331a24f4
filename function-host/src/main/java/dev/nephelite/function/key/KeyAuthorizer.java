package dev.nephelite.function.key;

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
 * Authorizes requests: each method returns the response of a refused request, or empty if it is authorized. Keys are
 * required only if the host was started with that option; requests of foreign web pages are always refused where they could
 * do harm.
 *
 * <p>Methods may wait for storage, where the keys are. Thread-safe.
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
     * Creates the authorizer of one app.
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

    /** Authorizes a call of an HTTP function. Does not read the body. */
    public Optional<Response> refusalToRun(HttpRequest request, FunctionDefinition function) {
        AuthLevel level = AuthLevel.of(function);
        if (!authenticated || (level == AuthLevel.ANONYMOUS && !function.disabled())) {
            return Optional.empty();
        }
        return checked(() -> {
            boolean admin =
                    hasKey(request, List.of(appKeys.values(KeyRing.MASTER).values()));
            if (function.disabled() || admin) {
                return admin ? Optional.empty() : Optional.of(Response.of(NOT_FOUND));
            }
            boolean authorized = level == AuthLevel.FUNCTION
                    && hasKey(
                            request,
                            List.of(
                                    appKeys.values(KeyRing.HOST).values(),
                                    appKeys.values(KeyRing.of(function.name())).values()));
            return authorized ? Optional.empty() : Optional.of(Response.of(UNAUTHORIZED));
        });
    }

    /** Authorizes an administrative request. */
    public Optional<Response> refusalToAdminister(HttpRequest request) {
        Optional<Response> refusal = refusalOfForeignPage(request);
        return refusal.isPresent() || !authenticated
                ? refusal
                : checked(() -> unless(
                        hasKey(request, List.of(appKeys.values(KeyRing.MASTER).values()))));
    }

    /**
     * Why the caller may not deliver to the webhook of an extension.
     *
     * <p>Deliveries may come from anywhere, through a tunnel under any name, but never from a web page. If keys are
     * required, the key of the extension is enough.
     */
    public Optional<Response> refusalToDeliver(HttpRequest request, String extension) {
        if (!authenticated) {
            boolean page = TrustedHosts.isCrossSite(request) || !trusted.trustsOrigin(request);
            return page ? Optional.of(Response.of(FORBIDDEN)) : Optional.empty();
        }
        return checked(() -> {
            Map<String, String> system = appKeys.values(KeyRing.SYSTEM);
            String name = AppKeys.nameOf(extension);
            List<String> own = system.keySet().stream()
                    .filter(name::equalsIgnoreCase)
                    .map(system::get)
                    .toList();
            return unless(hasKey(request, List.of(appKeys.values(KeyRing.MASTER).values(), own)));
        });
    }

    /** Refuses requests that a foreign web page has made a browser send. */
    public Optional<Response> refusalOfForeignPage(HttpRequest request) {
        return trusted.refusalToAdminister(request).map(reason -> Response.of(FORBIDDEN)
                .header("Content-Type", "text/plain; charset=utf-8")
                .body(Body.text(reason + "\n")));
    }

    private static Optional<Response> unless(boolean authorized) {
        return authorized ? Optional.empty() : Optional.of(Response.of(UNAUTHORIZED));
    }

    /** Compares the key with every valid key in constant time. */
    private static boolean hasKey(HttpRequest request, List<Collection<String>> rings) {
        @Nullable String presented = presentedKey(request);
        if (presented == null || presented.isEmpty()) {
            return false;
        }
        byte[] candidate = presented.getBytes(StandardCharsets.UTF_8);
        boolean authorized = false;
        for (Collection<String> ring : rings) {
            for (String key : ring) {
                authorized |= !key.isEmpty() && MessageDigest.isEqual(candidate, key.getBytes(StandardCharsets.UTF_8));
            }
        }
        return authorized;
    }

    private static @Nullable String presentedKey(HttpRequest request) {
        @Nullable String header = request.headers().get("x-functions-key");
        if (header != null) {
            return header;
        }
        return QueryParameters.parseLeniently(request.rawQuery()).get("code");
    }

    /** If the keys cannot be read, the response says so, so that the caller does not suspect its own key. */
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

    /** The key that callers of an HTTP function need ({@code authLevel}). */
    public enum AuthLevel {
        /** None. */
        ANONYMOUS,

        /** A key of the function, a key of the host, or the master key. */
        FUNCTION,

        /** The master key. */
        ADMIN;

        /**
         * The level of a function with an HTTP trigger; the default is {@link #FUNCTION}.
         *
         * @throws InvalidAppException if the level does not exist
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
