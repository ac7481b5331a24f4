package dev.nephelite.blob.protocol;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Map;
import org.hamcrest.Matchers;

/**
 * A blob or a container and the actions on its lease, in the words of the REST reference: {@code acquire A},
 * {@code break 10}.
 */
final class LeasedThing {
    /** The leases in the tests. */
    static final Map<String, String> IDS = Map.of(
            "A", "aaaaaaaa-0000-4000-8000-000000000001",
            "B", "bbbbbbbb-0000-4000-8000-000000000002",
            "C", "cccccccc-0000-4000-8000-000000000003");

    private final BlobService service;
    private final String look;
    private final String lease;

    private LeasedThing(BlobService service, String look, String lease) {
        this.service = service;
        this.look = look;
        this.lease = lease;
    }

    static LeasedThing blob(BlobService service, String path) {
        return new LeasedThing(service, path, path + "?comp=lease");
    }

    static LeasedThing container(BlobService service, String name) {
        String path = "/" + name + "?restype=container";
        return new LeasedThing(service, path, path + "&comp=lease");
    }

    /** The state of its lease according to its properties. */
    Response look() {
        return service.request().head(look);
    }

    String state() {
        return look().header("x-ms-lease-state");
    }

    /** Sends the request for words such as {@code change A to B}. */
    Response act(String words) {
        String[] word = words.split(" ", -1);
        RequestSpecification request = service.request().header("x-ms-lease-action", word[0]);
        switch (word[0]) {
            case "acquire" -> {
                request.header("x-ms-lease-duration", 45);
                if (word.length > 1) {
                    request.header("x-ms-proposed-lease-id", IDS.get(word[1]));
                }
            }
            case "break" -> {
                if (word.length > 1) {
                    request.header("x-ms-lease-break-period", word[1]);
                }
            }
            case "change" ->
                request.header("x-ms-lease-id", IDS.get(word[1])).header("x-ms-proposed-lease-id", IDS.get(word[3]));
            default -> request.header("x-ms-lease-id", IDS.get(word[1]));
        }
        return send(request);
    }

    /** Completes a request and sends it. */
    Response send(RequestSpecification request) {
        return request.put(lease);
    }

    /** A request on the lease to complete. */
    RequestSpecification request(String action) {
        return service.request().header("x-ms-lease-action", action);
    }

    /** Performs the actions that bring the lease, which is A's, into a state; see {@link #wait}. */
    void begin(String state) {
        switch (state) {
            case "leased" -> acquire(30);
            case "expired" -> acquire(15);
            case "leased for ever" -> acquire(-1);
            case "breaking" -> {
                acquire(-1);
                act("break 40").then().statusCode(202);
            }
            case "broken" -> {
                acquire(-1);
                act("break 0").then().statusCode(202);
            }
            default -> {
                acquire(-1);
                act("release A").then().statusCode(200);
            }
        }
    }

    /** Advances the clock: a lease that ends has 20 seconds left, or none. */
    static void wait(BlobService service, String state) {
        Duration passed =
                switch (state) {
                    case "leased" -> Duration.ofSeconds(10);
                    case "breaking" -> Duration.ofSeconds(20);
                    case "expired" -> Duration.ofSeconds(15);
                    default -> Duration.ZERO;
                };
        service.clock.advance(passed);
    }

    private void acquire(int seconds) {
        send(request("acquire").header("x-ms-lease-duration", seconds).header("x-ms-proposed-lease-id", IDS.get("A")))
                .then()
                .statusCode(201)
                .header("x-ms-lease-id", Matchers.equalTo(IDS.get("A")));
    }
}
