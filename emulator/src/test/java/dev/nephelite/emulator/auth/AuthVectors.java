package dev.nephelite.emulator.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.emulator.value.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What real client libraries signed, from {@code auth-vectors.json}. */
final class AuthVectors {
    private AuthVectors() {}

    static Stream<SignedByKey> requests() {
        return list("requests").map(SignedByKey::new);
    }

    /** All but those of the Table service. */
    static Stream<SignedByKey> requestsWithSignedHeaders() {
        return requests().filter(SignedByKey::signsHeaders);
    }

    /** Those that are signed as the newest libraries sign, which is how we sign too. */
    static Stream<SignedByKey> ordinaryRequests() {
        return requests()
                .filter(vector -> !vector.needsOrdinalOrder() && !vector.isLite() && vector.signsHeaders())
                .filter(vector -> !vector.path().contains("-secondary"));
    }

    static Stream<SignedBySas> signatures() {
        return list("signatures").map(SignedBySas::new);
    }

    static SigningKey userDelegationKey() {
        return SigningKey.parse(all().get("userDelegationKey").textValue());
    }

    private static Stream<JsonNode> list(String name) {
        return StreamSupport.stream(all().get(name).spliterator(), false);
    }

    private static JsonNode all() {
        try (InputStream file = AuthVectors.class.getResourceAsStream("/auth-vectors.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(file));
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    /** A request that bears an account key's signature. */
    record SignedByKey(JsonNode vector) {
        Account account() {
            return new Account(vector.get("account").textValue(), Account.DEVELOPMENT.keys());
        }

        String signature() {
            return vector.get("signature").textValue();
        }

        String stringToSign() {
            return vector.get("stringToSign").textValue();
        }

        boolean needsOrdinalOrder() {
            return vector.get("headerOrder").textValue().equals("ordinal");
        }

        boolean isLite() {
            return vector.get("scheme").textValue().equals("SharedKeyLite");
        }

        /** Whether this is accepted but not the rule: it names the replica, or leaves out the line of the date. */
        boolean hasHabits() {
            return needsOrdinalOrder()
                    || stringToSign().contains("-secondary")
                    || stringToSign().startsWith("GET\n\n\nx-ms-");
        }

        String path() {
            String target = target();
            return target.contains("?") ? target.substring(0, target.indexOf('?')) : target;
        }

        QueryParameters query() {
            String target = target();
            return QueryParameters.parse(target.contains("?") ? target.substring(target.indexOf('?') + 1) : null);
        }

        boolean signsHeaders() {
            return !vector.get("service").textValue().equals("table");
        }

        /** The headers without the signature. */
        Headers unsigned() {
            return headers().build();
        }

        SignedRequest request() {
            return request(path(), query(), signed(signature()));
        }

        SignedRequest request(String path, QueryParameters query, Headers headers) {
            return new SignedRequest(
                    vector.get("service").textValue(),
                    vector.get("method").textValue(),
                    path,
                    query,
                    headers,
                    "http",
                    "127.0.0.1",
                    HttpDate.parse(date()));
        }

        Headers signed(String signature) {
            return headers().add("Authorization", authorization(signature)).build();
        }

        String authorization(String signature) {
            return vector.get("scheme").textValue() + " " + account().name() + ":" + signature;
        }

        Headers signedWithOtherVersion() {
            return signedWith(Map.of("x-ms-version", "2026-01-01"));
        }

        Headers signedWithOtherDate() {
            String later = HttpDate.format(HttpDate.parse(date()).plusSeconds(1));
            return signedWith(Map.of("x-ms-date", later, "date", later));
        }

        private Headers signedWith(Map<String, String> others) {
            Headers.Builder changed = new Headers.Builder();
            signed(signature())
                    .forEach((name, value) ->
                            changed.add(name, others.getOrDefault(name.toLowerCase(Locale.ROOT), value)));
            return changed.build();
        }

        private Headers.Builder headers() {
            Headers.Builder headers = new Headers.Builder();
            vector.get("headers")
                    .forEach(header ->
                            headers.add(header.get(0).textValue(), header.get(1).textValue()));
            return headers;
        }

        private String date() {
            String date = unsigned().get("x-ms-date");
            return date == null ? Objects.requireNonNull(unsigned().get("Date")) : date;
        }

        private String target() {
            return vector.get("target").textValue();
        }

        @Override
        public String toString() {
            return vector.get("client").textValue() + ": "
                    + vector.get("method").textValue() + " " + target();
        }
    }

    /** A shared access signature, and what it opens. */
    record SignedBySas(JsonNode vector) {
        String rawQuery() {
            String query = vector.get("sasQuery").textValue();
            String which = vector.get("snapshotOrVersion").textValue();
            if (!which.isEmpty()) {
                query += (query.contains("sr=bs") ? "&snapshot=" : "&versionid=") + which;
            }
            return query.contains("srq=comp") ? query + "&comp=tags" : query;
        }

        List<String> signedFields() {
            return Stream.of(rawQuery().split("&"))
                    .map(pair -> pair.substring(0, pair.indexOf('=')))
                    .filter(name -> !(name.equals("sr") && isForAccount()) && !name.equals("sig"))
                    .toList();
        }

        boolean isForAccount() {
            return vector.get("resource").textValue().isEmpty();
        }

        String service() {
            String kind = vector.get("kind").textValue();
            return isForAccount() ? "blob" : kind.substring(0, kind.indexOf(' '));
        }

        String container() {
            return isForAccount() ? "cont" : part(3);
        }

        String blob() {
            String blob = isForAccount() ? "" : part(4);
            return rawQuery().contains("sdd=") ? blob + "/below/it.txt" : blob;
        }

        String stringToSign() {
            return vector.get("stringToSign").textValue();
        }

        /** The token of the user for whom the signature was made, or of anybody. */
        String authorization(Instant now) {
            String user = QueryParameters.parse(rawQuery()).get("sduoid");
            String tenant = QueryParameters.parse(rawQuery()).get("skdutid");
            return Tokens.issuedAt(now)
                    .with("oid", user == null ? Tokens.USER : user)
                    .with("tid", tenant == null ? Tokens.TENANT : tenant)
                    .authorization();
        }

        /** The first address that the signature is good for. */
        String client() {
            String range = QueryParameters.parse(rawQuery()).get("sip");
            return range == null ? "127.0.0.1" : range.split("-", -1)[0];
        }

        private String part(int number) {
            String[] parts = vector.get("resource").textValue().split("/", number == 4 ? 5 : -1);
            return number < parts.length ? parts[number] : "";
        }

        @Override
        public String toString() {
            return vector.get("client").textValue() + ": " + vector.get("kind").textValue() + " " + rawQuery();
        }
    }
}
