package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.auth.SignedRequest.AuthorizationTarget;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.PercentEncoding;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Issues service SAS, which the first key of an account signs.
 *
 * @param service {@code blob} or {@code queue}
 */
public record ServiceSasIssuer(String service, Account account) {
    private static final String VERSION = "2021-12-02";

    /** Permissions in the order in which a signature has to name them. */
    private static final String OF_BLOB = "racwdxytmei";

    private static final String OF_CONTAINER = "racwdxyltfmei";
    private static final String OF_QUEUE = "raup";

    /** Later times need more digits than a signature may have. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /**
     * What a SAS grants.
     *
     * @param container a container or a queue
     * @param blob its name; null for all of the container, and for a queue
     * @param permissions letters in any order, such as {@code rw}
     * @param expiresAt until when, to the second
     */
    public record Terms(String container, @Nullable String blob, String permissions, Instant expiresAt) {}

    /**
     * The query that gives the SAS to requests, without a question mark.
     *
     * @throws IllegalArgumentException if there is no such permission or no resource is named; the message says so
     */
    public String query(Terms terms) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("sv", VERSION);
        if (service.equals("blob")) {
            fields.put("sr", terms.blob() == null ? "c" : "b");
        }
        fields.put("sp", permissions(terms));
        if (terms.expiresAt().isAfter(LATEST)) {
            throw new IllegalArgumentException("A signature expires in the year 9999 at the latest.");
        }
        fields.put("se", terms.expiresAt().truncatedTo(ChronoUnit.SECONDS).toString());
        fields.put("sig", account.keys().get(0).sign(stringToSign(terms, query(fields))));
        return query(fields);
    }

    private String permissions(Terms terms) {
        boolean ofQueue = service.equals("queue");
        if (terms.container().isEmpty()
                || (terms.blob() != null && (ofQueue || terms.blob().isEmpty()))) {
            throw new IllegalArgumentException(
                    ofQueue
                            ? "The path of a queue is its name, such as orders."
                            : "The path is that of a container or a blob, such as photos or photos/cat.jpg.");
        }
        String known = ofQueue ? OF_QUEUE : terms.blob() == null ? OF_CONTAINER : OF_BLOB;
        String wanted = terms.permissions();
        if (wanted.isEmpty() || !wanted.chars().allMatch(letter -> known.indexOf(letter) >= 0)) {
            throw new IllegalArgumentException(
                    "The permissions '" + wanted + "' are not one or more of the letters " + known + ".");
        }
        return known.chars()
                .filter(letter -> wanted.indexOf(letter) >= 0)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    /** What the authorizer will compute when it gets the query. */
    private String stringToSign(Terms terms, String query) {
        AuthorizationTarget target = new AuthorizationTarget(service, account, terms.container(), terms.blob());
        SignedRequest shown = SignedRequest.of(
                service, HttpRequest.builder("GET", "/", Instant.EPOCH).build(), QueryParameters.parse(query));
        SasToken token = new SasToken(shown);
        return new ServiceSas(token, new SasResource(token, shown, target), target).stringToSign();
    }

    private static String query(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + PercentEncoding.encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }
}
