package dev.nephelite.cloud.control.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.cloud.control.protocol.ControlError;
import dev.nephelite.cloud.control.protocol.JsonRequest;
import dev.nephelite.cloud.control.protocol.JsonResponse;
import dev.nephelite.emulator.auth.ServiceSasIssuer;
import dev.nephelite.emulator.auth.ServiceSasIssuer.Terms;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.PercentEncoding;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Issues URLs with a shared access signature: whoever has one can use a container, blob or queue without a key. */
public record SasResource(ControlledCloud cloud) implements Handler.Synchronous {
    private static final String SERVICE = "service";
    private static final String ACCOUNT = "account";
    private static final String PATH = "path";
    private static final String PERMISSIONS = "permissions";
    private static final String EXPIRES_AT = "expiresAt";
    private static final String EXPIRES_IN = "expiresIn";
    private static final String EXAMPLE = "{\"service\": \"blob\", \"account\": \"devstoreaccount1\","
            + " \"path\": \"photos/cat.jpg\", \"permissions\": \"r\", \"expiresIn\": \"PT1H\"}";
    private static final Duration DEFAULT_LIFETIME = Duration.ofHours(1);

    /** As in the container $web. */
    private static final String KEPT = "$";

    /** Clients of HTTP remove these from a path, also if they are percent-encoded. */
    private static final Set<String> DOT_SEGMENTS = Set.of(".", "..");

    @Override
    public Response handle(HttpRequest request) throws IOException {
        JsonNode wanted = JsonRequest.object(
                request, EXAMPLE, Set.of(SERVICE, ACCOUNT, PATH, PERMISSIONS, EXPIRES_AT, EXPIRES_IN));
        String service = Objects.requireNonNullElse(JsonRequest.text(wanted, SERVICE, EXAMPLE), "blob");
        StorageResource.service(cloud, service);
        Account account = account(JsonRequest.text(wanted, ACCOUNT, EXAMPLE));
        @Nullable String path = JsonRequest.text(wanted, PATH, EXAMPLE);
        if (path == null) {
            throw JsonRequest.refusal(EXAMPLE);
        }
        int slash = path.indexOf('/');
        String container = slash < 0 ? path : path.substring(0, slash);
        @Nullable String blob = slash < 0 ? null : path.substring(slash + 1);
        if (DOT_SEGMENTS.contains(blob == null ? container : blob)) {
            throw ControlError.INVALID_PARAMETER.exception(
                    "There is no URL for '" + path + "', because clients remove '.' and '..' from URLs.");
        }
        String permissions = Objects.requireNonNullElse(JsonRequest.text(wanted, PERMISSIONS, EXAMPLE), "r");
        Instant expiresAt =
                expiry(JsonRequest.text(wanted, EXPIRES_AT, EXAMPLE), JsonRequest.text(wanted, EXPIRES_IN, EXAMPLE));
        String query;
        try {
            query = new ServiceSasIssuer(service, account).query(new Terms(container, blob, permissions, expiresAt));
        } catch (IllegalArgumentException invalid) {
            throw ControlError.INVALID_PARAMETER.exception(String.valueOf(invalid.getMessage()));
        }
        URI endpoint = StorageResource.endpoint(cloud, service);
        Map<String, String> issued = new LinkedHashMap<>();
        issued.put(
                "url",
                endpoint.getScheme() + "://" + endpoint.getRawAuthority() + "/" + account.name() + "/"
                        + encodedPath(container, blob) + "?" + query);
        issued.put(EXPIRES_AT, expiresAt.toString());
        return JsonResponse.of(200, issued);
    }

    /** The slashes in the name of a blob are encoded, too, so that no part of it is taken for a dot segment. */
    private static String encodedPath(String container, @Nullable String blob) {
        return PercentEncoding.encode(container, KEPT) + (blob == null ? "" : "/" + PercentEncoding.encode(blob, KEPT));
    }

    /** @param name null for the first account */
    private Account account(@Nullable String name) {
        if (name == null) {
            return cloud.accounts().all().iterator().next();
        }
        @Nullable Account account = cloud.accounts().find(name);
        if (account == null) {
            throw StorageResource.unknownAccount(cloud, name);
        }
        return account;
    }

    private Instant expiry(@Nullable String at, @Nullable String in) {
        if (at != null && in != null) {
            throw JsonRequest.refusal(EXAMPLE);
        }
        try {
            if (at != null) {
                return Instant.parse(at).truncatedTo(ChronoUnit.SECONDS);
            }
            Duration lifetime = in == null ? DEFAULT_LIFETIME : Duration.parse(in);
            return cloud.clock().now().plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeException | ArithmeticException malformed) {
            throw ControlError.INVALID_PARAMETER.exception(
                    in == null
                            ? "expiresAt is an instant such as 2030-01-01T00:00:00Z, not '" + at + "'."
                            : "expiresIn is a duration such as PT1H30M or P7D, not '" + in + "'.");
        }
    }
}
