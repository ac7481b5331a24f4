package dev.nephelite.cloud.control.resource;

import dev.nephelite.cloud.control.protocol.ControlError;
import dev.nephelite.emulator.auth.SharedKey;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.ResourcePath;
import dev.nephelite.emulator.service.StorageService;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.HttpDate;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The storage services, for clients of the control plane that have no key: requests are passed on with a signature. What is
 * stored must not act as a page of the control plane, so responses say that browsers isolate it.
 *
 * @param machine dates the requests
 */
public record StorageResource(ControlledCloud cloud, Clock machine) {
    private static final List<String> PREFIXES_PASSED_ON = List.of("x-ms-", "content-", "if-");
    private static final Set<String> PASSED_ON = Set.of("range", "accept", "user-agent", "traceparent", "tracestate");
    private static final String DATE = "x-ms-date";
    private static final String VERSION = "x-ms-version";

    /** What a browser may make of a response; in scripts, styles and workers, what is stored would act as the page that loads it. */
    private static final Set<String> DESTINATIONS = Set.of("empty", "document", "image");

    /** An image or a text is displayed, but nothing in it is run or loaded. */
    private static final String ISOLATED = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    /**
     * Answers with what the service answers.
     *
     * @param service its name
     * @param path as in the URL of the service, percent-encoded, without the slash in front; it begins with the account
     */
    public CompletionStage<Response> handle(HttpRequest request, String service, String path) throws IOException {
        requireHarmless(request);
        Handler pipeline = service(cloud, service);
        URI endpoint = endpoint(cloud, service);
        String rawPath = "/" + path;
        String host = endpoint.getRawAuthority();
        Account account = account(rawPath, host);
        HttpRequest signed = request.toBuilder()
                .scheme(endpoint.getScheme())
                .host(host)
                .rawPath(rawPath)
                .headers(signed(request, rawPath, account))
                .build();
        return pipeline.handle(signed).thenApply(response -> response.header("Content-Security-Policy", ISOLATED)
                .header("Cross-Origin-Resource-Policy", "same-origin"));
    }

    private static void requireHarmless(HttpRequest request) {
        for (String destination : request.headers().all("Sec-Fetch-Dest")) {
            if (!DESTINATIONS.contains(destination)) {
                throw ControlError.FORBIDDEN.exception("What is stored is not served to browsers as '" + destination
                        + "' (Sec-Fetch-Dest), because it would be a part of a page of the control plane.");
            }
        }
    }

    /** What answers requests to the service of that name. */
    static Handler service(ControlledCloud cloud, String name) {
        Handler service = cloud.storageServices().get(name);
        if (service == null) {
            throw ControlError.NOT_FOUND.exception(
                    "There is no storage service '" + name + "'. The services are blob and queue.");
        }
        return service;
    }

    /** The URL of a service, for any account. */
    static URI endpoint(ControlledCloud cloud, String service) {
        return URI.create(Objects.requireNonNull(cloud.endpoints().get(service), service));
    }

    private Account account(String rawPath, String host) {
        try {
            return ResourcePath.parse(rawPath, host, cloud.accounts()).account();
        } catch (StorageException refused) {
            throw refused.error() == CommonError.RESOURCE_NOT_FOUND
                    ? unknownAccount(cloud, rawPath.split("/", 3)[1])
                    : ControlError.INVALID_PARAMETER.exception("The path " + rawPath + " is not percent-encoded UTF-8"
                            + " or has a character that storage does not accept.");
        }
    }

    /** The refusal of an account that does not exist. */
    static RuntimeException unknownAccount(ControlledCloud cloud, String name) {
        List<String> known = cloud.accounts().all().stream().map(Account::name).toList();
        return ControlError.NOT_FOUND.exception(
                "There is no account '" + name + "'. The accounts are: " + String.join(", ", known) + ".");
    }

    private Headers signed(HttpRequest request, String rawPath, Account account) {
        Headers.Builder headers = new Headers.Builder();
        request.headers().forEach((name, value) -> {
            if (isPassedOn(name.toLowerCase(Locale.ROOT))) {
                headers.add(name, value);
            }
        });
        headers.add(DATE, HttpDate.format(machine.now()));
        if (!request.headers().has(VERSION)) {
            headers.add(VERSION, StorageService.NEWEST_VERSION);
        }
        String signature = SharedKey.sign(
                request.method(),
                rawPath,
                QueryParameters.parseLeniently(request.rawQuery()),
                headers.build(),
                account.name(),
                account.keys().get(0));
        return headers.add("Authorization", signature).build();
    }

    private static boolean isPassedOn(String name) {
        return PASSED_ON.contains(name)
                || (PREFIXES_PASSED_ON.stream().anyMatch(name::startsWith) && !name.equals(DATE));
    }
}
