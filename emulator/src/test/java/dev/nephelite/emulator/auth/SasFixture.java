package dev.nephelite.emulator.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nephelite.emulator.auth.AuthorizationOptions.OAuthMode;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.value.Account;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes signatures of version 2020-12-06 with any fields, and shows them at noon of 2026-01-01 over HTTP. */
final class SasFixture {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static final List<String> ACCOUNT_FIELDS =
            List.of("sp", "ss", "srt", "st", "se", "sip", "spr", "sv", "ses");
    private static final List<String> SERVICE_FIELDS = List.of("si", "sip", "spr", "sv");
    private static final List<String> BLOB_FIELDS =
            List.of("sr", "snapshot", "ses", "rscc", "rscd", "rsce", "rscl", "rsct");

    private final Map<String, String> fields = new LinkedHashMap<>();
    private String service = "blob";
    private Authorizer authorizer =
            new Authorizer(ResourceAccess.NONE, DelegationKeyLookup.NONE, OAuthMode.NONE, new ManualClock(NOON));

    /** A signature that opens all of the account until 13:00. */
    static SasFixture forAccount() {
        return new SasFixture()
                .with("ss", "bq")
                .with("srt", "sco")
                .with("sp", "rwdlacup")
                .with("se", "2026-01-01T13:00:00Z");
    }

    /** A signature for the container or queue {@code cont}, with no terms yet. */
    static SasFixture forContainer() {
        return new SasFixture().with("sr", "c");
    }

    static SasFixture forQueue() {
        SasFixture fixture = new SasFixture();
        fixture.service = "queue";
        return fixture;
    }

    private SasFixture() {
        with("sv", "2020-12-06");
    }

    SasFixture with(String field, String value) {
        fields.put(field, value);
        return this;
    }

    SasFixture with(ResourceAccess access) {
        authorizer = new Authorizer(access, DelegationKeyLookup.NONE, OAuthMode.NONE, new ManualClock(NOON));
        return this;
    }

    Grant authorize(RequiredPermission needed) {
        SignedRequest request = new SignedRequest(
                service, "GET", "/devstoreaccount1", query(), Headers.NONE, "http", "127.0.0.1", NOON);
        return authorizer.authorize(request, Account.DEVELOPMENT, needed, "cont", null);
    }

    StorageException refusal(RequiredPermission needed) {
        StorageException refusal = catchThrowableOfType(StorageException.class, () -> authorize(needed));
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private QueryParameters query() {
        StringBuilder raw = new StringBuilder("sig=").append(encode(signature()));
        fields.forEach((name, value) -> raw.append('&').append(name).append('=').append(encode(value)));
        return QueryParameters.parse(raw.toString());
    }

    private String signature() {
        List<String> lines = new ArrayList<>();
        if (fields.containsKey("srt")) {
            lines.add("devstoreaccount1");
            ACCOUNT_FIELDS.forEach(field -> lines.add(text(field)));
            lines.add("");
        } else {
            List.of("sp", "st", "se").forEach(field -> lines.add(text(field)));
            boolean forBlob = text("sr").startsWith("b");
            lines.add("/" + service + "/devstoreaccount1/cont" + (forBlob ? "/" : ""));
            SERVICE_FIELDS.forEach(field -> lines.add(text(field)));
            if (service.equals("blob")) {
                BLOB_FIELDS.forEach(field -> lines.add(text(field)));
            }
        }
        return Account.DEVELOPMENT.keys().get(0).sign(String.join("\n", lines));
    }

    private String text(String field) {
        return fields.getOrDefault(field, "");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
