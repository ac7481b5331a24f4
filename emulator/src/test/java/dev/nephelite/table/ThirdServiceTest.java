package dev.nephelite.table;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import dev.nephelite.emulator.auth.AuthorizationOptions;
import dev.nephelite.emulator.auth.KeyScheme;
import dev.nephelite.emulator.auth.RequiredPermission;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.http.fault.FaultInjector;
import dev.nephelite.emulator.http.fault.FaultInjector.Fault;
import dev.nephelite.emulator.http.fault.FaultInjector.Rule;
import dev.nephelite.emulator.http.server.HttpServer;
import dev.nephelite.emulator.properties.CorsRules;
import dev.nephelite.emulator.properties.ServiceProperties;
import dev.nephelite.emulator.service.ErrorRenderer;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.Routes;
import dev.nephelite.emulator.service.ServiceDefinition;
import dev.nephelite.emulator.service.StorageEnvironment;
import dev.nephelite.emulator.service.StorageRouter;
import dev.nephelite.emulator.service.StorageService;
import dev.nephelite.emulator.service.UnsupportedHeaderGuard;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.Accounts;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.testing.SignedClient;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A service with JSON errors, keys in its paths and a properties document of its own needs no change to the pipeline. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ThirdServiceTest {
    private static final Account ACCOUNT = Account.DEVELOPMENT;
    private static final String ENTITY = "/Pets(PartitionKey='cats',RowKey='O''Malley')";

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    private final Ids ids = RandomIds.seeded(1);
    private final Store store = Store.inMemory(clock);
    private final EventLog events = new EventLog(store, ids);
    private final FaultInjector faults = new FaultInjector(ids);
    private final StorageEnvironment environment = new StorageEnvironment(
            ServerAddress.plain("127.0.0.1", 0),
            store,
            events,
            AuthorizationOptions.byKey(Accounts.DEVELOPMENT),
            faults,
            Clocks.single(clock),
            ids);
    private final StorageService service = new StorageService(environment, new EntityService(EntityService.table()));
    private final HttpServer server =
            new HttpServer(environment.address(), new StorageRouter(environment, service), environment.clocks());
    private final SignedClient client = new SignedClient(server.baseUrl() + "/" + ACCOUNT.name(), ACCOUNT, clock::now);

    @AfterEach
    void close() {
        server.close();
        events.close();
        store.close();
    }

    private RequestSpecification request() {
        return client.request();
    }

    @Test
    void an_entity_is_found_by_the_keys_in_its_path() {
        request()
                .get(ENTITY)
                .then()
                .statusCode(200)
                .header("Server", "Nephelite-entity")
                .header("x-ms-request-id", matchesPattern("[0-9a-f-]{36}"))
                .body("PartitionKey", equalTo("cats"))
                .body("RowKey", equalTo("O'Malley"));
    }

    @Test
    void an_error_has_the_format_of_the_service() {
        request()
                .post(ENTITY)
                .then()
                .statusCode(405)
                .header("Allow", "GET")
                .body("'odata.error'.code", equalTo("UnsupportedHttpVerb"));
        request()
                .header("If-Match", "*")
                .get(ENTITY)
                .then()
                .statusCode(400)
                .body("'odata.error'.code", equalTo("ConditionHeadersNotSupported"));
        RestAssured.given()
                .urlEncodingEnabled(false)
                .get(server.baseUrl() + "/" + ACCOUNT.name() + ENTITY)
                .then()
                .statusCode(403)
                .body("'odata.error'.code", equalTo("AuthenticationFailed"));
    }

    @Test
    void an_account_key_may_sign_in_the_way_of_the_service() {
        String date = HttpDate.format(clock.now());
        String path = "/" + ACCOUNT.name() + ENTITY;
        String text = TableKeyScheme.LITE.lines("GET", Headers.NONE, date)
                + TableKeyScheme.LITE.resource(ACCOUNT.name(), path, QueryParameters.EMPTY);
        String signature = ACCOUNT.keys().get(0).sign(text);

        RestAssured.given()
                .urlEncodingEnabled(false)
                .header("Date", date)
                .header("Authorization", "SharedKeyLite " + ACCOUNT.name() + ":" + signature)
                .get(server.baseUrl() + path)
                .then()
                .statusCode(200);
    }

    @Test
    void its_properties_are_a_document_of_its_own_and_decide_what_pages_may_do() {
        request().get("/?comp=properties").then().statusCode(200).body("DefaultVersion", equalTo("2019-02-02"));
        request()
                .header("Origin", "https://pets.example")
                .header("Access-Control-Request-Method", "GET")
                .options(ENTITY)
                .then()
                .statusCode(403)
                .header("x-ms-version", "2026-02-06")
                .body("'odata.error'.code", equalTo("CorsPreflightFailure"));
    }

    @Test
    void a_fault_rule_knows_its_operations_and_resources() {
        faults.add(Rule.always(Fault.error(503, "ServerBusy", "Try again."))
                .operation("GetEntity")
                .resource("devstoreaccount1/Pets(*'cats'*)"));

        request()
                .get(ENTITY)
                .then()
                .statusCode(503)
                .header("x-ms-request-id", matchesPattern("[0-9a-f-]{36}"))
                .body("'odata.error'.code", equalTo("ServerBusy"))
                .body("RowKey", nullValue());
        request().get(ENTITY.replace("cats", "dogs")).then().statusCode(200);
        request().get("/?comp=properties").then().statusCode(200);
    }

    /** All that the service is. */
    private record EntityService(Routes routes) implements ServiceDefinition {
        static Routes table() {
            UnsupportedHeaderGuard guard = new UnsupportedHeaderGuard(
                    Map.of(), Map.of("If-Match", CommonError.CONDITION_HEADERS_NOT_SUPPORTED));
            return new Routes(new EntityGrammar())
                    .on("GET /?comp=properties", RequiredPermission.service("r"), new GetProperties())
                    .on(
                            "GET /{table}(PartitionKey='{partition}',RowKey='{row}')",
                            RequiredPermission.object("r"),
                            guard,
                            new GetEntity());
        }

        @Override
        public String name() {
            return "entity";
        }

        @Override
        public ServiceProperties properties(String account) {
            return new EntityProperties();
        }

        /** The client library of the tests signs as for the Blob service. */
        @Override
        public List<KeyScheme> keySchemes(String scheme) {
            return Stream.of(KeyScheme.named(scheme), TableKeyScheme.named(scheme))
                    .flatMap(List::stream)
                    .toList();
        }

        @Override
        public ErrorRenderer errors() {
            return (refusal, request, id) -> json(
                    refusal.error().status(),
                    "{\"odata.error\": {\"code\": \"" + refusal.error().code() + "\"}}",
                    refusal.headers());
        }
    }

    private record EntityProperties() implements ServiceProperties {
        @Override
        public CorsRules cors() {
            return CorsRules.NONE;
        }

        @Override
        public String defaultVersion() {
            return "2019-02-02";
        }
    }

    private record GetProperties() implements Operation {
        @Override
        public Response handle(Request request) {
            return json(200, "{\"DefaultVersion\": \"" + new EntityProperties().defaultVersion() + "\"}", Map.of());
        }
    }

    private record GetEntity() implements Operation {
        @Override
        public Response handle(Request request) {
            return json(
                    200,
                    "{\"PartitionKey\": \"" + request.path("partition") + "\", \"RowKey\": \"" + request.path("row")
                            + "\"}",
                    Map.of());
        }
    }

    private static Response json(int status, String document, Map<String, String> headers) {
        Response response = Response.of(status).header("Content-Type", "application/json");
        headers.forEach(response::header);
        return response.body(Body.text(document));
    }
}
