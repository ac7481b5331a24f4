package dev.nephelite.testing;

import dev.nephelite.emulator.auth.SharedKey;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.HttpDate;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Supplier;

/** A client of one account, which signs what it sends with the account's key. Paths are sent just as they are given. */
public final class SignedClient {
    private static final RestAssuredConfig AS_GIVEN = RestAssured.config()
            .encoderConfig(EncoderConfig.encoderConfig()
                    .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                    .defaultContentCharset(StandardCharsets.UTF_8));

    private final String endpoint;
    private final Account account;
    private final Supplier<Instant> now;

    /**
     * Speaks to {@code endpoint}.
     *
     * @param endpoint where the account is, without a slash at the end
     * @param now the time on the service's clock
     */
    public SignedClient(String endpoint, Account account, Supplier<Instant> now) {
        this.endpoint = endpoint;
        this.account = account;
        this.now = now;
    }

    /** A request that is still to be filled in. */
    public RequestSpecification request() {
        return RestAssured.given()
                .config(AS_GIVEN)
                .urlEncodingEnabled(false)
                .baseUri(endpoint)
                .header("x-ms-version", "2026-02-06")
                .filter(new Signature());
    }

    /** A request with an XML document. */
    public RequestSpecification xml(String document) {
        return request().contentType("application/xml").body(document.getBytes(StandardCharsets.UTF_8));
    }

    private final class Signature implements Filter {
        @Override
        public Response filter(
                FilterableRequestSpecification request,
                FilterableResponseSpecification response,
                FilterContext context) {
            URI uri = URI.create(request.getURI());
            request.header("x-ms-date", HttpDate.format(now.get()));
            Headers.Builder signed = new Headers.Builder();
            request.getHeaders().forEach(header -> signed.add(header.getName(), header.getValue()));
            byte[] body = request.getBody();
            if (body != null) {
                signed.add("Content-Length", Integer.toString(body.length));
            }
            request.header(
                    "Authorization",
                    SharedKey.sign(
                            request.getMethod(),
                            uri.getRawPath(),
                            QueryParameters.parse(uri.getRawQuery()),
                            signed.build(),
                            account.name(),
                            account.keys().get(0)));
            return context.next(request, response);
        }
    }
}
