package dev.nephelite.emulator.service;

import dev.nephelite.emulator.auth.Authorizer;
import dev.nephelite.emulator.auth.Grant;
import dev.nephelite.emulator.auth.SignedRequest;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.properties.CorsRules;
import dev.nephelite.emulator.properties.ServiceProperties;
import dev.nephelite.emulator.properties.ServicePropertiesCache;
import dev.nephelite.emulator.store.disk.StoreException;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.value.Accounts;
import dev.nephelite.emulator.value.HttpDate;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The request pipeline of one service: it parses, authorizes and routes requests, and adds the common response headers.
 */
public final class StorageService implements Handler {
    /** The protocol version for clients that do not name one. */
    public static final String NEWEST_VERSION = "2026-10-06";

    private static final Logger LOG = Logger.getLogger(StorageService.class.getName());

    /** Has no effect, but a malformed value is refused. */
    private static final NumberParameter TIMEOUT = new NumberParameter("timeout", 0, Long.MAX_VALUE);

    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final String VERSION_HEADER = "x-ms-version";
    private static final String CLIENT_REQUEST_ID = "x-ms-client-request-id";
    private static final int LONGEST_CLIENT_REQUEST_ID = 1024;

    private final String service;
    private final boolean writesWait;
    private final Routes routes;
    private final ServicePropertiesCache settings;
    private final Accounts accounts;
    private final ForeignPageGuard guard;
    private final Authorizer authorizer;
    private final Ids ids;
    private final Handler.Synchronous pipeline = this::respond;

    /**
     * Opens a service.
     *
     * @param service its name in signatures: {@code blob} or {@code queue}
     * @param writesWait whether a write may wait for a disk
     * @param settings what the owner of each account set for the service
     */
    public StorageService(
            String service,
            boolean writesWait,
            Routes routes,
            ServicePropertiesCache settings,
            Accounts accounts,
            ForeignPageGuard guard,
            Authorizer authorizer,
            Ids ids) {
        this.service = service;
        this.writesWait = writesWait;
        this.routes = routes;
        this.settings = settings;
        this.accounts = accounts;
        this.guard = guard;
        this.authorizer = authorizer;
        this.ids = ids;
    }

    @Override
    public CompletionStage<Response> handle(HttpRequest http) throws IOException {
        return CompletableFuture.completedFuture(respond(http));
    }

    /** Handles a request in the calling thread. */
    public Response respond(HttpRequest http) throws IOException {
        String requestId = ids.uuid().toString();
        ResourcePath target;
        try {
            target = ResourcePath.parse(http.rawPath(), http.host(), accounts);
        } catch (StorageException noSuchPlace) {
            return describe(XmlErrorRenderer.answer(noSuchPlace, http, requestId), http, requestId, NEWEST_VERSION);
        }
        ServiceProperties inForce = settings.of(target.account().name());
        @Nullable String chosen = inForce.blob().defaultVersion();
        String usual = chosen == null ? NEWEST_VERSION : chosen;
        Response response = answer(http, target, inForce.cors(), requestId, usual);
        try {
            describe(response, http, requestId, usual);
            return CorsFilter.describe(response, http, inForce.cors());
        } catch (RuntimeException | Error bug) {
            response.body().close();
            throw bug;
        }
    }

    /** True for reads and changes of one resource. Lists and the like have {@code comp}, and a copy may take long. */
    @Override
    public boolean isNonBlocking(HttpRequest http) {
        @Nullable String query = http.rawQuery();
        boolean copies = http.headers().has("x-ms-copy-source");
        return !writesWait && !copies && (query == null || !query.contains("comp="));
    }

    @Override
    public Response whenBusy(HttpRequest http) {
        String requestId = ids.uuid().toString();
        return describe(
                XmlErrorRenderer.answer(CommonError.SERVER_BUSY.exception(), http, requestId),
                http,
                requestId,
                NEWEST_VERSION);
    }

    private Response describe(Response response, HttpRequest http, String requestId, String usualVersion) {
        @Nullable String version = ServiceVersion.of(http);
        @Nullable String clientRequestId = http.headers().get(CLIENT_REQUEST_ID);
        return response.header("Server", "Nephelite-" + service)
                .header("x-ms-request-id", requestId)
                .header(CLIENT_REQUEST_ID, isShort(clientRequestId) ? clientRequestId : null)
                .header(
                        VERSION_HEADER,
                        version != null && ServiceVersion.isWellFormed(version) ? version : usualVersion)
                .header("Date", HttpDate.format(http.receivedAt()));
    }

    private Response answer(HttpRequest http, ResourcePath target, CorsRules cors, String requestId, String usual)
            throws IOException {
        try {
            guard.requireTrustedHost(http, target.account());
            guard.requireTrustedOrigin(http, target.account(), cors);
            return http.method().equals("OPTIONS")
                    ? preflight(http, target, requestId)
                    : operate(http, target, requestId, usual);
        } catch (StorageException refusal) {
            return XmlErrorRenderer.answer(refusal, http, requestId);
        } catch (StoreException failed) {
            return XmlErrorRenderer.answer(refusal(failed), http, requestId);
        } catch (RuntimeException | Error bug) {
            LOG.log(Level.SEVERE, "cannot answer " + http.method() + " " + http.rawPath(), bug);
            return XmlErrorRenderer.answer(CommonError.INTERNAL_ERROR.exception(), http, requestId);
        }
    }

    private static StorageException refusal(StoreException failed) {
        CommonError error = failed.isDiskFull() ? CommonError.INSUFFICIENT_STORAGE : CommonError.INTERNAL_ERROR;
        return error.exception().detail("Reason", String.valueOf(failed.getMessage()));
    }

    /** Browsers do not sign preflight requests. */
    private Response preflight(HttpRequest http, ResourcePath target, String requestId) throws IOException {
        Request request = new Request(http, target, QueryParameters.EMPTY, Map.of(), Grant.of(""), requestId, pipeline);
        return routes.preflight().handle(request);
    }

    private Response operate(HttpRequest http, ResourcePath addressed, String requestId, String usual)
            throws IOException {
        requireVersion(http.headers().get(VERSION_HEADER));
        requireShort(http.headers().get(CLIENT_REQUEST_ID));
        QueryParameters query = parseQuery(http.rawQuery());
        query.get(ServiceVersion.PARAMETER, ServiceVersion::parse);
        Routes.Match match = routes.match(http, query, addressed.resource());
        ResourcePath target = addressed.in(match.resource());
        boolean onlyReads = match.route().permission().onlyReads();
        if (!onlyReads) {
            guard.requireSameSiteWrite(http, target.account());
        }
        Grant grant = authorize(http, query, target, match);
        TIMEOUT.in(query, 0);
        Request request = new Request(http, target, query, match.names(), grant, requestId, pipeline, usual);
        if (!READING.contains(http.method()) && !onlyReads) {
            request.requirePrimary();
        }
        return match.route().operation().handle(request);
    }

    private Grant authorize(HttpRequest http, QueryParameters query, ResourcePath target, Routes.Match match) {
        SignedRequest signed = SignedRequest.of(service, http, query);
        String resource = target.resource();
        int slash = resource.indexOf('/');
        @Nullable String container = resource.isEmpty() ? null : slash < 0 ? resource : resource.substring(0, slash);
        @Nullable String inContainer = slash < 0 ? null : resource.substring(slash + 1);
        return authorizer.authorize(signed, target.account(), match.route().permission(), container, inContainer);
    }

    private static QueryParameters parseQuery(@Nullable String raw) {
        try {
            return QueryParameters.parse(raw);
        } catch (IllegalArgumentException notPercentEncoded) {
            throw CommonError.INVALID_URI.exception();
        }
    }

    private static void requireVersion(@Nullable String version) {
        if (version != null && !ServiceVersion.isWellFormed(version)) {
            throw StorageException.invalidHeader(VERSION_HEADER, version);
        }
    }

    private static void requireShort(@Nullable String clientRequestId) {
        if (clientRequestId != null && !isShort(clientRequestId)) {
            throw StorageException.invalidHeader(CLIENT_REQUEST_ID, clientRequestId);
        }
    }

    private static boolean isShort(@Nullable String clientRequestId) {
        return clientRequestId != null && clientRequestId.length() <= LONGEST_CLIENT_REQUEST_ID;
    }
}
