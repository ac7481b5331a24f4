package dev.nephelite.blob.website;

import dev.nephelite.blob.properties.BlobServiceProperties;
import dev.nephelite.blob.properties.BlobServiceProperties.StaticWebsite;
import dev.nephelite.emulator.auth.Grant;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.properties.ServicePropertiesCache;
import dev.nephelite.emulator.service.ForeignPageGuard;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.ResourcePath;
import dev.nephelite.emulator.service.StorageEnvironment;
import dev.nephelite.emulator.service.StorageRouter;
import dev.nephelite.emulator.service.StorageService;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.Accounts;
import dev.nephelite.emulator.value.HttpDate;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The static websites of all accounts, on hosts such as {@code account.web.localhost}.
 *
 * @see <a href="https://learn.microsoft.com/azure/storage/blobs/storage-blob-static-website">Static website hosting</a>
 */
public final class StaticWebsites implements StorageRouter.OtherHosts {
    private static final String CONTAINER = "$web";
    private static final String HOST_LABEL = ".web.";
    private static final Set<String> READ_METHODS = Set.of("GET", "HEAD");
    private static final int NOT_FOUND = 404;

    private final StorageService service;
    private final Operation getBlob;
    private final ServicePropertiesCache<BlobServiceProperties> properties;
    private final Accounts accounts;
    private final ForeignPageGuard guard;
    private final Ids ids;

    /**
     * Serves websites beside a service.
     *
     * @param getBlob reads the pages
     */
    public StaticWebsites(
            StorageService service,
            Operation getBlob,
            ServicePropertiesCache<BlobServiceProperties> properties,
            StorageEnvironment environment) {
        this.service = service;
        this.getBlob = getBlob;
        this.properties = properties;
        accounts = environment.authorization().accounts();
        guard = new ForeignPageGuard(environment.address().trusted());
        ids = environment.ids();
    }

    @Override
    public @Nullable Handler find(String host) {
        @Nullable Account account = account(host);
        return account == null ? null : Handler.of(http -> respond(http, account));
    }

    private Response respond(HttpRequest http, Account account) throws IOException {
        Response response;
        try {
            guard.requireTrustedHost(http, account);
            response = page(http, account);
        } catch (StorageException refusal) {
            response = ErrorPage.of(refusal);
        }
        return response.header("Server", "Nephelite-web")
                .header("x-ms-request-id", ids.uuid())
                .header("Date", HttpDate.format(http.receivedAt()));
    }

    private @Nullable Account account(String host) {
        int dot = host.indexOf('.');
        if (dot < 0 || !host.startsWith(HOST_LABEL, dot)) {
            return null;
        }
        String name = host.substring(0, dot);
        boolean secondary = name.endsWith(Account.SECONDARY_SUFFIX);
        return accounts.find(secondary ? name.substring(0, name.length() - Account.SECONDARY_SUFFIX.length()) : name);
    }

    private Response page(HttpRequest http, Account account) throws IOException {
        if (!READ_METHODS.contains(http.method())) {
            throw CommonError.UNSUPPORTED_HTTP_VERB.exception().header("Allow", "GET, HEAD");
        }
        StaticWebsite website = properties.of(account.name()).website();
        for (String blob : website.candidatesFor(ResourcePath.decode(http.rawPath()))) {
            Optional<Response> found = blob(http, account, blob);
            if (found.isPresent()) {
                return found.get();
            }
        }
        Optional<String> errorDocument = website.errorDocument();
        Optional<Response> page = errorDocument.isEmpty()
                ? Optional.empty()
                : blob(withoutConditions(http), account, errorDocument.get());
        return page.map(found -> withStatus(NOT_FOUND, found)).orElseGet(ErrorPage::notFound);
    }

    /** The blob of that name, if it exists, without the headers for clients of the service. */
    private Optional<Response> blob(HttpRequest http, Account account, String name) throws IOException {
        ResourcePath target = new ResourcePath(account, false, false, CONTAINER + "/" + name);
        Map<String, String> names = Map.of("container", CONTAINER, "blob", name);
        try {
            Response blob = getBlob.handle(new Request(
                    http,
                    target,
                    QueryParameters.EMPTY,
                    names,
                    Grant.of("r"),
                    ids.uuid().toString(),
                    service::respond));
            return Optional.of(withStatus(blob.status(), blob));
        } catch (StorageException refusal) {
            if (refusal.error().status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    private static Response withStatus(int status, Response blob) {
        Response page = Response.of(status).body(blob.body());
        blob.headers().stream()
                .filter(header -> !header.name().startsWith("x-ms-"))
                .forEach(header -> page.header(header.name(), header.value()));
        return page;
    }

    /** The same request without ranges and conditions, which do not apply to the error document. */
    private static HttpRequest withoutConditions(HttpRequest http) {
        return http.toBuilder()
                .rawQuery(null)
                .headers(Headers.NONE)
                .body(http.body(), 0)
                .build();
    }

    /** The page for an error, if the website has no error document. */
    private static final class ErrorPage {
        private static final int NOT_MODIFIED = 304;

        private ErrorPage() {}

        static Response notFound() {
            return of(404, "WebContentNotFound", "The requested content does not exist.");
        }

        static Response of(StorageException refusal) {
            StorageError error = refusal.error();
            Response page = of(error.status(), error.code(), error.message());
            refusal.headers().forEach(page::header);
            return page;
        }

        private static Response of(int status, String code, String message) {
            Response response = Response.of(status).header("x-ms-error-code", code);
            if (status == NOT_MODIFIED) {
                return response;
            }
            return response.header("Content-Type", "text/html; charset=utf-8")
                    .body(Body.text("<!DOCTYPE html><html><head><title>" + code + "</title></head><body><h1>" + message
                            + "</h1></body></html>"));
        }
    }
}
