package dev.nephelite.emulator.service;

import dev.nephelite.emulator.auth.Authorizer;
import dev.nephelite.emulator.auth.Grant;
import dev.nephelite.emulator.auth.SignedRequest;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Filter;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.fault.FaultFilter;
import dev.nephelite.emulator.http.fault.FaultInjector.ErrorAnswer;
import dev.nephelite.emulator.properties.ServiceProperties;
import dev.nephelite.emulator.service.RequestObserver.ReceivedRequest;
import dev.nephelite.emulator.service.RoutedRequest.ToOperation;
import dev.nephelite.emulator.service.Routes.Match;
import dev.nephelite.emulator.service.Routes.PathGrammar;
import dev.nephelite.emulator.service.Routes.Route;
import dev.nephelite.emulator.store.disk.StoreFailedException;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.emulator.trace.TraceScope;
import dev.nephelite.emulator.value.Accounts;
import dev.nephelite.emulator.value.HttpDate;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The request pipeline of one service: it finds the operation, and passes the request through the filters to it. The
 * constructor names the filters in their order.
 */
public final class StorageService implements Handler {
    /** The newest version of the protocol that is known. */
    public static final String NEWEST_VERSION = ServiceVersion.NEWEST;

    private static final Logger LOG = Logger.getLogger(StorageService.class.getName());

    /** Has no effect, but a malformed value is refused. */
    private static final NumberParameter TIMEOUT = new NumberParameter("timeout", 0, Long.MAX_VALUE);

    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final String VERSION_HEADER = "x-ms-version";
    private static final String CLIENT_REQUEST_ID = "x-ms-client-request-id";
    private static final int MAX_CLIENT_REQUEST_ID_LENGTH = 1024;

    private final ServiceDefinition service;
    private final String serverHeader;
    private final boolean writesWait;
    private final Accounts accounts;
    private final Authorizer authorizer;
    private final Ids ids;
    private final Filter.Next<RoutedRequest> pipeline;
    private final Filter.Next<RoutedRequest> withoutFaults;
    private final Handler.Synchronous handlesSubrequests = this::respond;

    /** Opens a service. */
    public StorageService(StorageEnvironment environment, ServiceDefinition service) {
        this.service = service;
        serverHeader = "Nephelite-" + service.name();
        writesWait = environment.store().writesWait();
        accounts = environment.authorization().accounts();
        authorizer = environment
                .authorization()
                .authorizer(
                        service.access(),
                        service::keySchemes,
                        environment.clocks().machine());
        ids = environment.ids();
        Filter<RoutedRequest> corsHeaders = Filter.onResponse(CorsFilter::describe);
        Filter.Next<RoutedRequest> behindFaults = Filter.chain(
                List.of(
                        Filter.onResponse(this::describe),
                        this::renderErrors,
                        new ForeignPageGuard(environment.address().trusted())::handle,
                        CorsFilter::answerPreflight),
                request -> operate(request.requireOperation()));
        withoutFaults = Filter.chain(List.of(corsHeaders), behindFaults);
        pipeline = observed(
                environment.requests(),
                Filter.chain(
                        List.of(
                                Filter.onResponse(StorageService::log),
                                corsHeaders,
                                new FaultFilter<>(
                                        environment.faults(),
                                        environment.clocks().machine(),
                                        new FaultSubject())),
                        behindFaults));
    }

    private static Filter.Next<RoutedRequest> observed(RequestObserver observer, Filter.Next<RoutedRequest> filters) {
        if (observer == RequestObserver.NONE) {
            return filters;
        }
        boolean onlyTraced = observer.observesOnlyTraced();
        return request -> {
            if (onlyTraced && !request.http().headers().has(TraceContext.TRACEPARENT)) {
                return filters.handle(request);
            }
            IntConsumer answered = observer.received(new ReceivedRequest(
                    request.http().method(),
                    request.operation(),
                    request.account().name(),
                    request.target().resource(),
                    Objects.requireNonNullElse(request.http().headers().get("User-Agent"), ""),
                    TraceContext.sentIn(request.http().headers())));
            return Filter.<RoutedRequest>onResponse((same, response) -> answered.accept(response.status()))
                    .handle(request, filters);
        };
    }

    @Override
    public CompletionStage<Response> handle(HttpRequest http) throws IOException {
        return handle(http, pipeline);
    }

    /** Handles a request on behalf of another one, such as one in a batch, in the calling thread. */
    public Response respond(HttpRequest http) throws IOException {
        return handle(http, withoutFaults).toCompletableFuture().join();
    }

    private CompletionStage<Response> handle(HttpRequest http, Filter.Next<RoutedRequest> filters) throws IOException {
        String requestId = ids.uuid().toString();
        ResourcePath target;
        try {
            target = ResourcePath.parse(http.rawPath(), http.host(), accounts);
        } catch (StorageException unknownAccount) {
            return CompletableFuture.completedFuture(answerOutsideAccounts(unknownAccount, http, requestId));
        }
        return filters.handle(route(http, requestId, target));
    }

    /** True for reads and changes of one resource in a store that is in memory. */
    @Override
    public boolean isNonBlocking(HttpRequest http) {
        return !writesWait && !service.mayTakeLong(http);
    }

    @Override
    public Response whenBusy(HttpRequest http) {
        return answerOutsideAccounts(
                CommonError.SERVER_BUSY.exception(), http, ids.uuid().toString());
    }

    private Response answerOutsideAccounts(StorageException refusal, HttpRequest http, String requestId) {
        Response response = service.errors().render(refusal, http, requestId);
        describe(response, http, requestId, ServiceVersion.of(http), ServiceVersion.NEWEST);
        return response;
    }

    private RoutedRequest route(HttpRequest http, String requestId, ResourcePath target) {
        ServiceProperties properties = service.properties(target.account().name());
        if (http.method().equals("OPTIONS")) {
            return new RoutedRequest.Preflight(http, requestId, target, properties);
        }
        try {
            requireVersion(http.headers().get(VERSION_HEADER));
            requireShort(http.headers().get(CLIENT_REQUEST_ID));
            QueryParameters query = parseQuery(http.rawQuery());
            query.get(ServiceVersion.PARAMETER, ServiceVersion::parse);
            Match match = service.routes().match(http, query, target.resource());
            return new RoutedRequest.ToOperation(
                    http, requestId, target.in(match.resource()), properties, query, match);
        } catch (StorageException refusal) {
            return new RoutedRequest.Refused(http, requestId, target, properties, refusal);
        }
    }

    /** Adds the headers that every response has. */
    private void describe(RoutedRequest request, Response response) {
        describe(response, request.http(), request.id(), request.version(), request.usualVersion());
    }

    private static void log(RoutedRequest request, Response response) {
        if (LOG.isLoggable(Level.FINE)) {
            LOG.fine(request.http().method() + " " + request.http().rawPath() + " " + response.status() + " "
                    + request.operation() + " " + request.id());
        }
    }

    private void describe(
            Response response, HttpRequest http, String requestId, @Nullable String version, String usualVersion) {
        @Nullable String clientRequestId = http.headers().get(CLIENT_REQUEST_ID);
        response.header("Server", serverHeader)
                .header("x-ms-request-id", requestId)
                .header(CLIENT_REQUEST_ID, isShort(clientRequestId) ? clientRequestId : null)
                .header(
                        VERSION_HEADER,
                        version != null && ServiceVersion.isWellFormed(version) ? version : usualVersion)
                .header("Date", HttpDate.format(http.receivedAt()));
    }

    private CompletionStage<Response> renderErrors(RoutedRequest request, Filter.Next<RoutedRequest> next)
            throws IOException {
        StorageException refusal;
        try {
            return next.handle(request);
        } catch (StorageException refused) {
            refusal = refused;
        } catch (StoreFailedException failed) {
            CommonError error = failed.isDiskFull() ? CommonError.INSUFFICIENT_STORAGE : CommonError.INTERNAL_ERROR;
            refusal = error.exception().detail("Reason", String.valueOf(failed.getMessage()));
        } catch (RuntimeException | Error bug) {
            HttpRequest http = request.http();
            LOG.log(Level.SEVERE, "cannot answer " + http.method() + " " + http.rawPath(), bug);
            refusal = CommonError.INTERNAL_ERROR.exception();
        }
        return CompletableFuture.completedFuture(service.errors().render(refusal, request.http(), request.id()));
    }

    private CompletionStage<Response> operate(ToOperation routed) throws IOException {
        Route route = routed.match().route();
        Grant grant = authorize(routed);
        route.guard().requireSupported(routed.query(), routed.http().headers());
        TIMEOUT.in(routed.query(), 0);
        Request request = new Request(
                routed.http(),
                routed.target(),
                routed.query(),
                routed.match().names(),
                grant,
                routed.id(),
                handlesSubrequests,
                routed.usualVersion());
        if (!READING.contains(routed.http().method()) && !route.permission().onlyReads()) {
            request.requirePrimary();
        }
        return CompletableFuture.completedFuture(TraceScope.call(
                trace(routed.http().headers()), () -> route.operation().handle(request)));
    }

    /** A request on behalf of another one is part of its trace unless it has a trace of its own. */
    private Supplier<TraceContext> trace(Headers headers) {
        @Nullable Supplier<TraceContext> outer = TraceScope.current();
        return outer == null || headers.has(TraceContext.TRACEPARENT) ? new RequestTrace(headers, ids) : outer;
    }

    /** The permissions of the client, or a refusal. */
    private Grant authorize(ToOperation routed) {
        String resource = routed.target().resource();
        PathGrammar grammar = service.routes().grammar();
        return authorizer.authorize(
                SignedRequest.of(service.name(), routed.http(), routed.query()),
                routed.account(),
                routed.match().route().permission(),
                grammar.container(resource),
                grammar.nameInContainer(resource));
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
        return clientRequestId != null && clientRequestId.length() <= MAX_CLIENT_REQUEST_ID_LENGTH;
    }

    /** Describes the requests of a service to fault rules. */
    private final class FaultSubject implements FaultFilter.Subject<RoutedRequest> {
        @Override
        public String operation(RoutedRequest request) {
            return request.operation();
        }

        @Override
        public String resource(RoutedRequest request) {
            return request.account().name() + "/" + request.target().resource();
        }

        @Override
        public Response answer(RoutedRequest request, ErrorAnswer error) {
            StorageError injected = new InjectedError(error.status(), error.code(), error.message());
            Response response = service.errors().render(injected.exception(), request.http(), request.id());
            describe(request, response);
            return response;
        }
    }

    /** An error that a fault rule names. */
    private record InjectedError(int status, String code, String message) implements StorageError {}
}
