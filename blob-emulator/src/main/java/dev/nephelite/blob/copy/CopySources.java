package dev.nephelite.blob.copy;

import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.filter.TagFilter;
import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobName;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.model.LeaseCondition;
import dev.nephelite.blob.model.LeaseErrors;
import dev.nephelite.blob.model.StateId;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Conditions;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.ResourcePath;
import dev.nephelite.emulator.value.Accounts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the source of a copy and checks that the client may read it.
 *
 * @param port the port of this emulator
 */
public record CopySources(BlobStore store, Accounts accounts, IntSupplier port, RemoteDownloader downloader) {
    /** The source of a copy. It must be public or readable with the credentials that the request carries for it. */
    public CopySource find(Request request) throws IOException {
        return find(request, false);
    }

    /** The source of a copy. A request that is authorized by the account key may read every source in that account. */
    CopySource findWithKey(Request request) throws IOException {
        boolean ownsAccount =
                request.headers().has("Authorization") && !request.query().has("sig");
        return find(request, ownsAccount);
    }

    private CopySource find(Request request, boolean ownsAccount) throws IOException {
        CopySource.Url source = request.requireHeader("x-ms-copy-source", CopySource.Url::parse);
        if (!isHere(source, request)) {
            if (CopyDestination.copiesTags(request)) {
                throw CommonError.NOT_IMPLEMENTED.exception();
            }
            return new RemoteDownloader.RemoteSource(store, downloader, source, SourceHeaders.all(request));
        }
        ResourcePath path = path(source);
        boolean open = ownsAccount && path.account().name().equals(request.account());
        if (!open) {
            requireReadable(source, request);
        }
        return new LocalSource(store, blob(source, path, request), SourceHeaders.withoutConditions(request));
    }

    /** The blob that a URL of this emulator addresses. */
    BlobRequest blob(CopySource.Url source, Request request) {
        return blob(source, path(source), request);
    }

    /** Whether a URL addresses this emulator, which may be known by several host names. */
    private boolean isHere(CopySource.Url source, Request request) {
        if (source.authority().equalsIgnoreCase(request.http().host())) {
            return true;
        }
        return source.port() == port.getAsInt() && isThisMachine(source.host());
    }

    private static boolean isThisMachine(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (UnknownHostException ignored) {
            return true; // Only the client can resolve it, and the port is that of this emulator.
        } catch (SocketException ignored) {
            return false; // Without network interfaces only loopback addresses are local.
        }
    }

    private ResourcePath path(CopySource.Url source) {
        try {
            return ResourcePath.parse(source.rawPath(), source.authority(), accounts);
        } catch (StorageException refusal) {
            throw CopySource.Refusal.refused(
                    refusal.error().status(), refusal.error().code(), refusal.message());
        }
    }

    /** Checks access by sending HEAD requests with the credentials for the source through the request pipeline. */
    private static void requireReadable(CopySource.Url source, Request request) throws IOException {
        requireOpen("HEAD", source, source.rawQuery(), request);
        if (CopyDestination.copiesTags(request)) {
            String query = source.rawQuery() == null ? "" : source.rawQuery() + "&";
            requireOpen("GET", source, query + "comp=tags", request);
        }
    }

    private static void requireOpen(String method, CopySource.Url source, @Nullable String query, Request request)
            throws IOException {
        HttpRequest probe = HttpRequest.builder(method, source.rawPath(), request.receivedAt())
                .scheme(source.scheme())
                .host(source.authority())
                .rawQuery(query)
                .headers(SourceHeaders.withoutConditions(request))
                .remoteAddress(request.http().remoteAddress())
                .build();
        Response response = request.pipeline().handle(probe);
        response.body().close();
        if (response.status() != 200) {
            throw CopySource.Refusal.refused(response.status(), code(response), response.reason());
        }
    }

    private static @Nullable String code(Response response) {
        return response.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("x-ms-error-code"))
                .map(Response.Header::value)
                .findFirst()
                .orElse(null);
    }

    private static BlobRequest blob(CopySource.Url source, ResourcePath path, Request request) {
        String resource = path.resource();
        int slash = resource.indexOf('/');
        String container = slash < 0 ? ContainerName.ROOT.value() : resource.substring(0, slash);
        BlobAddress address = new BlobAddress(
                path.account().name(), ContainerName.parse(container), BlobName.parse(resource.substring(slash + 1)));
        QueryParameters query = QueryParameters.parse(source.rawQuery());
        return new BlobRequest(
                request,
                address,
                Conditions.from(request.headers(), "x-ms-source-"),
                request.headers().get("x-ms-source-if-tags", TagFilter::condition),
                new LeaseCondition(null, LeaseErrors.OF_BLOB, request.receivedAt()),
                query.get("snapshot", StateId::parse),
                query.get("versionid", StateId::parse));
    }

    /** Translates the headers about the source of a copy into the headers of a request to that source. */
    private static final class SourceHeaders {
        private static final Map<String, String> CREDENTIALS = Map.of(
                "x-ms-version", "x-ms-version",
                "x-ms-copy-source-authorization", "Authorization",
                "x-ms-source-encryption-key", "x-ms-encryption-key",
                "x-ms-source-encryption-key-sha256", "x-ms-encryption-key-sha256",
                "x-ms-source-encryption-algorithm", "x-ms-encryption-algorithm");
        private static final Map<String, String> CONDITIONS = Map.of(
                "x-ms-source-if-match", "If-Match",
                "x-ms-source-if-none-match", "If-None-Match",
                "x-ms-source-if-modified-since", "If-Modified-Since",
                "x-ms-source-if-unmodified-since", "If-Unmodified-Since",
                "x-ms-source-if-tags", "x-ms-if-tags");

        private SourceHeaders() {}

        static Headers withoutConditions(Request request) {
            Headers.Builder headers = new Headers.Builder();
            add(request, CREDENTIALS, headers);
            return headers.build();
        }

        static Headers all(Request request) {
            Headers.Builder headers = new Headers.Builder();
            add(request, CREDENTIALS, headers);
            add(request, CONDITIONS, headers);
            return headers.build();
        }

        private static void add(Request request, Map<String, String> names, Headers.Builder headers) {
            names.forEach((name, plain) -> {
                @Nullable String value = request.headers().get(name);
                if (value != null) {
                    headers.add(plain, value);
                }
            });
        }
    }
}
