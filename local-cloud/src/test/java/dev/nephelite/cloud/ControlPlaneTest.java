package dev.nephelite.cloud;

import static dev.nephelite.cloud.Clients.container;
import static dev.nephelite.cloud.Clients.letters;
import static dev.nephelite.cloud.Clients.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.emulator.http.fault.FaultInjector.ActiveRule;
import dev.nephelite.emulator.http.fault.FaultInjector.Fault;
import dev.nephelite.emulator.http.fault.FaultInjector.Rule;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.testing.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ControlPlaneTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void a_cloud_has_none_unless_it_is_asked_for() {
        try (LocalCloud cloud = LocalCloud.builder().start()) {
            assertThat(cloud.endpoints().control()).isNull();
            assertThat(cloud.controlToken()).isEmpty();
        }
    }

    @Test
    void a_change_that_the_data_folder_fails_to_store_is_refused_with_the_reason() throws Exception {
        Path data = folder.resolve("data");
        try (LocalCloud cloud =
                LocalCloud.builder().location(data).controlPort(0).start()) {
            HttpRequest save = HttpRequest.newBuilder(
                            URI.create(cloud.endpoints().control() + "/v1/snapshots/saved"))
                    .PUT(BodyPublishers.ofString("{\"replace\": true}"))
                    .build();
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }

            HttpResponse<String> refused = Await.until(
                    "a change is refused",
                    () -> HTTP.send(save, BodyHandlers.ofString()),
                    answer -> answer.statusCode() != 204);

            assertThat(refused.statusCode()).isEqualTo(500);
            assertThat(refused.body())
                    .contains("\"StorageFailed\"")
                    .contains("Nothing has changed: ")
                    .contains(data.toString());
        }
    }

    @Test
    void a_port_in_use_closes_storage_again() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LocalCloud cloud = LocalCloud.builder()
                    .location(folder)
                    .controlPort(taken.getLocalPort())
                    .build();

            PortUnavailableException refused = catchThrowableOfType(PortUnavailableException.class, cloud::start);

            assertThat(refused.service()).isEqualTo(CloudService.CONTROL);
            assertThat(refused).hasMessageContaining("for the control plane is in use");
            LocalCloud.builder().location(folder).start().close();
        }
    }

    @Test
    void a_preferred_port_in_use_is_replaced_by_a_free_one() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                LocalCloud cloud = LocalCloud.builder()
                        .preferredControlPort(taken.getLocalPort())
                        .start()) {
            assertThat(get(cloud, "/v1/health").statusCode()).isEqualTo(200);
            assertThat(cloud.endpoints().control()).doesNotEndWith(":" + taken.getLocalPort());
        }
    }

    @Nested
    class Given_a_cloud_with_functions {
        private final SystemClock clock = new SystemClock();
        private LocalCloud cloud;

        @BeforeEach
        void start() {
            cloud = LocalCloud.builder()
                    .machineClock(clock)
                    .functions(letters().only(List.of("answer", "greet")))
                    .controlPort(0)
                    .start();
        }

        @AfterEach
        void close() {
            cloud.close();
            clock.close();
        }

        @Test
        void health_is_200() throws Exception {
            HttpResponse<String> response = get(cloud, "/v1/health");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(json(response).path("status").asText()).isEqualTo("healthy");
            assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        }

        @Test
        void ready_is_200() throws Exception {
            assertThat(get(cloud, "/v1/ready").statusCode()).isEqualTo(200);
        }

        @Test
        void clock_can_be_frozen_advanced_and_set() throws Exception {
            JsonNode set = json(put(cloud, "/v1/clock", "{\"frozen\": true, \"time\": \"2030-01-01T00:00:00Z\"}"));
            assertThat(set.path("time").asText()).isEqualTo("2030-01-01T00:00:00Z");
            assertThat(set.path("frozen").asBoolean()).isTrue();

            put(cloud, "/v1/clock", "{\"advance\": \"P1DT1S\"}");
            assertThat(cloud.clock().now()).isEqualTo(Instant.parse("2030-01-02T00:00:01Z"));

            put(cloud, "/v1/clock", "{\"frozen\": false}");
            JsonNode shown = json(get(cloud, "/v1/clock"));
            assertThat(shown.path("frozen").asBoolean(true)).isFalse();
            assertThat(shown.path("time").asText()).startsWith("2030-01-02T");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "{}",
                    "[]",
                    "{\"frozen\": 1}",
                    "{\"time\": \"now\"}",
                    "{\"advance\": \"-PT1S\"}",
                    "{\"advance\": 5}",
                    "{\"advance\": \"PT2562047788015215H\"}",
                    "{\"time\": \"+1000000000-12-31T23:59:59Z\"}",
                    "{\"time\": \"1969-12-31T23:59:59Z\", \"frozen\": true}",
                    "{\"frozen\": true} {}",
                    "{\"advance\": \"PT1S\", \"time\": \"2030-01-01T00:00:00Z\"}",
                    "{\"set\": \"2030-01-01T00:00:00Z\"}"
                })
        void clock_refuses_other_changes(String change) throws Exception {
            assertThat(put(cloud, "/v1/clock", change).statusCode()).isEqualTo(400);
            assertThat(cloud.clock().isFrozen()).isFalse();
        }

        @Test
        void triggers_can_be_paused() throws Exception {
            assertThat(json(get(cloud, "/v1/triggers")).path("paused").asBoolean(true))
                    .isFalse();

            assertThat(json(put(cloud, "/v1/triggers", "{\"paused\": true}"))
                            .path("paused")
                            .asBoolean())
                    .isTrue();
            assertThat(json(get(cloud, "/v1/triggers")).path("paused").asBoolean())
                    .isTrue();
            assertThat(put(cloud, "/v1/triggers", "{}").statusCode()).isEqualTo(400);
        }

        private HttpResponse<String> put(LocalCloud changed, String path, String body) throws Exception {
            return HTTP.send(
                    request(changed, path).PUT(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
        }

        @Test
        void status_says_what_runs() throws Exception {
            JsonNode status = json(get(cloud, "/v1/status"));

            assertThat(status.path("status").asText()).isEqualTo("ready");
            assertThat(status.path("message").isNull()).isTrue();
            assertThat(status.path("dataFolder").isNull()).isTrue();
            assertThat(status.path("process").isNull()).isTrue();
            assertThat(status.at("/functions/total").asInt()).isEqualTo(2);
            assertThat(status.at("/functions/inError").asInt(1)).isZero();
            assertThat(status.at("/endpoints/blob").asText())
                    .isEqualTo(cloud.endpoints().blob());
            assertThat(Instant.parse(status.path("startedAt").asText())).isBeforeOrEqualTo(clock.now());
        }

        @Test
        void ready_waits_if_the_client_wants_that() throws Exception {
            assertThat(get(cloud, "/v1/ready?timeout=5").statusCode()).isEqualTo(200);
            assertThat(get(cloud, "/v1/ready?timeout=0").statusCode()).isEqualTo(400);
        }

        @Test
        void endpoints_has_the_URLs_of_all_services_but_no_key() throws Exception {
            HttpResponse<String> response = get(cloud, "/v1/endpoints");

            Endpoints endpoints = cloud.endpoints();
            assertThat(json(response).path("blob").asText()).isEqualTo(endpoints.blob());
            assertThat(json(response).path("queue").asText()).isEqualTo(endpoints.queue());
            assertThat(json(response).path("function").asText()).isEqualTo(endpoints.functions());
            assertThat(json(response).path("control").asText()).isEqualTo(endpoints.control());
            assertThat(response.body())
                    .doesNotContain(cloud.account().keys().get(0).base64());
        }

        @Test
        void functions_has_them_with_their_triggers_and_URLs() throws Exception {
            JsonNode functions = json(get(cloud, "/v1/functions"));

            assertThat(functions).hasSize(2);
            assertThat(functions.get(0).path("name").asText()).isEqualTo("greet");
            assertThat(functions.get(0).path("triggerType").asText()).isEqualTo("httpTrigger");
            assertThat(functions.get(0).path("url").asText())
                    .isEqualTo(cloud.endpoints().functions() + "/api/greet/{name}");
            assertThat(functions.get(0).path("disabled").asBoolean(true)).isFalse();
            assertThat(functions.get(0).path("errors")).isEmpty();
        }

        @Test
        void statistics_has_what_the_invocations_of_each_function_took() throws Exception {
            assertThat(Clients.get(cloud.endpoints().functions() + "/api/greet/you")
                            .statusCode())
                    .isEqualTo(200);

            JsonNode statistics = json(get(cloud, "/v1/functions/statistics"));

            assertThat(statistics).hasSize(2);
            JsonNode greet = statistics.get(0);
            assertThat(greet.path("name").asText()).isEqualTo("greet");
            assertThat(greet.path("invocations").asInt()).isEqualTo(1);
            assertThat(greet.path("failures").asInt(1)).isZero();
            assertThat(greet.path("coldStarts").asInt()).isEqualTo(1);
            assertThat(greet.path("p50").asDouble()).isPositive();
            assertThat(greet.path("cpu").asDouble()).isPositive();
            assertThat(greet.path("allocatedBytes").asLong()).isPositive();
            assertThat(greet.at("/lastColdStart/jvm").asDouble(1)).isZero();
            assertThat(greet.at("/lastColdStart/firstCall").asDouble()).isPositive();
            assertThat(statistics.get(1).path("lastColdStart").isNull()).isTrue();
        }

        @Test
        void logs_has_the_lines_after_a_number() throws Exception {
            List<String> all = get(cloud, "/v1/logs").body().lines().toList();
            JsonNode first = new JsonMapper().readTree(all.get(0));

            assertThat(first.path("number").asInt()).isEqualTo(1);
            assertThat(get(cloud, "/v1/logs?after=1").body()).doesNotContain(all.get(0));
            assertThat(get(cloud, "/v1/logs?after=1000000").body()).startsWith(all.get(0));
        }

        @Test
        void logs_can_be_followed_as_server_sent_events_until_the_cloud_is_closed() throws Exception {
            cloud.functionHost().orElseThrow().log().warning("Test", "first");
            HttpResponse<InputStream> response = HTTP.send(
                    request(cloud, "/v1/logs")
                            .header("Accept", "text/event-stream")
                            .build(),
                    BodyHandlers.ofInputStream());
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                awaitData(lines, "\"message\":\"first\"");

                cloud.functionHost().orElseThrow().log().warning("Test", "second");

                awaitData(lines, "\"message\":\"second\"");
                cloud.close();
                assertThat(lines.lines()).noneMatch(line -> line.contains("\"message\":\"second\""));
            }
        }

        @Test
        void an_unknown_path_is_404() throws Exception {
            assertError(get(cloud, "/v1/nothing"), 404, "NotFound", "There is nothing at /v1/nothing.");
            assertError(get(cloud, "/nothing.js"), 404, "NotFound", "There is nothing at /nothing.js.");
        }

        @Test
        void recordings_are_limited_in_number() throws Exception {
            HttpRequest record = request(cloud, "/v1/recordings?seconds=3600")
                    .POST(BodyPublishers.noBody())
                    .build();
            CompletableFuture<?>[] recordings = Stream.generate(() -> HTTP.sendAsync(record, BodyHandlers.discarding()))
                    .limit(11)
                    .toArray(CompletableFuture<?>[]::new);

            HttpResponse<?> first =
                    (HttpResponse<?>) CompletableFuture.anyOf(recordings).get(1, TimeUnit.MINUTES);

            assertThat(first.statusCode()).isEqualTo(409);
        }

        @ParameterizedTest
        @CsvSource({"POST, /v1/health, GET", "DELETE, /v1/events, GET", "GET, /v1/stop, POST"})
        void another_method_is_405_with_those_that_are_allowed(String method, String path, String allowed)
                throws Exception {
            HttpResponse<String> response = send(request(cloud, path).method(method, BodyPublishers.noBody()));

            assertError(response, 405, "MethodNotAllowed", path + " allows " + allowed + " only.");
            assertThat(response.headers().firstValue("Allow")).hasValue(allowed);
        }

        @ParameterizedTest
        @CsvSource({
            "/v1/events?after=x",
            "/v1/events?last=x",
            "/v1/logs?after=x",
            "/v1/events?after=-1",
            "/v1/events?last=-1",
            "/v1/logs?after=-1",
            "/v1/events?follow=x",
            "/v1/logs?follow=x"
        })
        void an_invalid_position_is_400(String path) throws Exception {
            assertError(get(cloud, path), 400, "InvalidParameter", path.substring(path.indexOf('=')));
        }
    }

    @Nested
    class Given_a_function_that_runs_until_the_test_lets_it_end {
        private ServerSocket port;
        private LocalCloud cloud;

        @BeforeEach
        void start() throws Exception {
            port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            cloud = LocalCloud.builder()
                    .functions(letters().only(List.of("wait")))
                    .controlPort(0)
                    .start();
            cloud.ready().get();
            queue(cloud, "ports").sendMessage(Integer.toString(port.getLocalPort()));
        }

        @AfterEach
        void close() throws IOException {
            port.close();
            cloud.close();
        }

        @Test
        void idle_is_200_when_the_function_has_ended() throws Exception {
            CompletableFuture<HttpResponse<String>> asked;
            try (Socket running = port.accept()) {
                asked = HTTP.sendAsync(request(cloud, "/v1/idle").build(), BodyHandlers.ofString());
                assertThat(asked).isNotDone();
                assertThat(running.isConnected()).isTrue();
            }

            assertThat(asked.get().statusCode()).isEqualTo(200);
            assertThat(json(asked.get()).path("status").asText()).isEqualTo("idle");
            assertThat(container(cloud, "answers").getBlobClient("waited").exists())
                    .isTrue();
        }

        @Test
        void idle_is_503_after_the_timeout_and_says_what_is_going_on() throws Exception {
            try (Socket running = port.accept()) {
                assertThat(running.isConnected()).isTrue();
                assertError(
                        get(cloud, "/v1/idle?timeout=1"),
                        503,
                        "NotIdle",
                        "The local cloud is not idle after 1.0 seconds: 1 invocation is in progress.");
                assertThatThrownBy(() -> cloud.awaitIdle(Duration.ofMillis(1)))
                        .isInstanceOf(NotIdleException.class)
                        .hasMessageStartingWith("The local cloud is not idle after 0.001 seconds: ");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "0", "-1", "601"})
        void idle_refuses_an_invalid_timeout(String timeout) throws Exception {
            assertError(
                    get(cloud, "/v1/idle?timeout=" + timeout),
                    400,
                    "InvalidParameter",
                    "timeout is a number of seconds from 1 to 600, not '" + timeout + "'.");
        }
    }

    @Nested
    class Given_rules_for_faults {
        private LocalCloud cloud;

        @BeforeEach
        void start() {
            cloud = LocalCloud.builder().controlPort(0).start();
        }

        @AfterEach
        void close() {
            cloud.close();
        }

        @Test
        void a_rule_applies_until_it_is_removed() throws Exception {
            HttpResponse<String> added = post("""
                    {"operation": "CreateContainer", "resource": "devstoreaccount1/ph*", "onCall": 1, "seed": 7,
                     "delayMilliseconds": 1, "error": {"status": 503, "code": "ServerBusy"}}
                    """);
            assertThat(added.statusCode()).isEqualTo(201);
            String id = json(added).path("id").asText();

            assertThat(createContainer("photos")).isEqualTo(503);
            assertThat(createContainer("photos")).isEqualTo(201);

            JsonNode rule = json(get(cloud, "/v1/faults")).path(0);
            assertThat(rule.path("id").asText()).isEqualTo(id);
            assertThat(rule.path("operation").asText()).isEqualTo("CreateContainer");
            assertThat(rule.path("error").path("code").asText()).isEqualTo("ServerBusy");
            assertThat(rule.path("seed").asLong()).isEqualTo(7);
            assertThat(rule.path("requests").asLong()).isEqualTo(2);
            assertThat(rule.path("faults").asLong()).isEqualTo(1);
            assertThat(delete("/v1/faults/" + id).statusCode()).isEqualTo(204);
            assertThat(json(get(cloud, "/v1/faults"))).isEmpty();
            assertError(delete("/v1/faults/" + id), 404, "NotFound", "There is no rule '" + id + "'.");
        }

        @Test
        void all_rules_are_removed_at_once() throws Exception {
            cloud.faults().add(Rule.always(Fault.reset()));
            cloud.faults().add(Rule.always(Fault.cut(5)));
            assertThat(json(get(cloud, "/v1/faults")).findValuesAsText("reset")).containsExactly("true");
            assertThat(json(get(cloud, "/v1/faults")).findValuesAsText("cutAfterBytes"))
                    .containsExactly("5");

            assertThat(delete("/v1/faults").statusCode()).isEqualTo(204);

            assertThat(cloud.faults().rules()).isEmpty();
            assertThat(createContainer("photos")).isEqualTo(201);
        }

        @Test
        void a_resource_is_compared_literally_but_for_asterisks() throws Exception {
            assertThat(post("{\"resource\": \"*/\\\\E(*\", \"reset\": true}").statusCode())
                    .isEqualTo(201);

            assertThat(container(cloud, "letters").exists()).isTrue();

            assertThat(cloud.faults().rules())
                    .first()
                    .extracting(ActiveRule::requests)
                    .isEqualTo(0L);
        }

        @Test
        void rules_are_limited_in_number() throws Exception {
            for (int i = 0; i < 1_000; i++) {
                cloud.faults().add(Rule.always(Fault.reset()).operation("None"));
            }

            assertError(post("{\"reset\": true}"), 409, "TooManyRules", "There are 1000 fault rules");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                {                                            | it is not JSON
                []                                           | a rule is an object
                {"operations": "PutBlob", "reset": true}     | there is no member 'operations'
                {"operation": "PutBlob"}                     | so it would do nothing
                {"reset": true, "cutAfterBytes": 1}          | exclude one another
                {"reset": 1}                                 | reset is true or false
                {"reset": true, "probability": 2}            | a probability is over 0, and at most 1: 2.0
                {"reset": true, "onCall": 1.5}               | onCall is a whole number
                {"delayMilliseconds": -1}                    | a delay is not negative
                {"error": {"status": 200, "code": "a"}}      | the status of an error is 400 to 599: 200
                {"error": {"status": 500}}                   | an error has a code
                {"error": {"status": 99999999999, "code": "a"}} | the status of an error is 400 to 599
                {"error": {"status": 500, "code": "a\\r\\nb"}} | the code of an error has letters and digits only
                {"delayMilliseconds": 9223372036854775807}   | a delay is not negative, and at most a day
                """)
        void an_invalid_rule_is_400_with_the_reason(String rule, String reason) throws Exception {
            assertError(post(rule), 400, "InvalidParameter", reason);
            assertThat(cloud.faults().rules()).isEmpty();
        }

        private HttpResponse<String> post(String rule) throws Exception {
            return send(request(cloud, "/v1/faults").POST(BodyPublishers.ofString(rule)));
        }

        private HttpResponse<String> delete(String path) throws Exception {
            return send(request(cloud, path).DELETE());
        }

        /** Creates it without retries, and returns the status. */
        private int createContainer(String name) {
            try {
                return new BlobContainerClientBuilder()
                        .connectionString(cloud.connectionString())
                        .containerName(name)
                        .retryOptions(
                                new RequestRetryOptions(RetryPolicyType.FIXED, 1, (Duration) null, null, null, null))
                        .buildClient()
                        .createWithResponse(null, null, null, Context.NONE)
                        .getStatusCode();
            } catch (BlobStorageException refused) {
                return refused.getStatusCode();
            }
        }
    }

    @Nested
    class Given_a_cloud_without_functions {
        private LocalCloud cloud;

        @BeforeEach
        void start() {
            cloud = LocalCloud.builder().controlPort(0).start();
        }

        @AfterEach
        void close() {
            cloud.close();
        }

        private void upload(String name) {
            container(cloud, "letters").getBlobClient(name).upload(BinaryData.fromString("text"));
        }

        @Test
        void idle_is_200_at_once() throws Exception {
            assertThat(get(cloud, "/v1/idle?timeout=1").statusCode()).isEqualTo(200);
        }

        @Test
        void functions_and_logs_are_empty() throws Exception {
            assertThat(json(get(cloud, "/v1/functions"))).isEmpty();
            assertThat(get(cloud, "/v1/logs?follow=true").body()).isEmpty();
            assertThat(json(get(cloud, "/v1/endpoints")).has("function")).isFalse();
        }

        @Test
        void events_has_all_that_are_stored_and_ends() throws Exception {
            upload("one");
            upload("two");

            List<String> all = get(cloud, "/v1/events").body().lines().toList();

            assertThat(all).hasSize(2);
            assertThat(all.get(1)).contains("blobs/two");
            assertThat(get(cloud, "/v1/events?after=1").body().lines()).containsExactly(all.get(1));
            assertThat(get(cloud, "/v1/events?last=1").body().lines()).containsExactly(all.get(1));
        }

        @Test
        void events_can_be_followed_as_server_sent_events_and_resumed() throws Exception {
            upload("one");
            String id;
            HttpResponse<InputStream> response = HTTP.send(
                    request(cloud, "/v1/events")
                            .header("Accept", "text/event-stream")
                            .build(),
                    BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                id = lines.readLine();
                assertThat(id).startsWith("id: 1.");
                assertThat(lines.readLine()).startsWith("data: {").contains("blobs/one");
                assertThat(lines.readLine()).isEmpty();

                upload("two");

                awaitData(lines, "blobs/two");
            }
            HttpResponse<String> resumed = send(request(cloud, "/v1/events?after=0&follow=false")
                    .header("Accept", "text/event-stream")
                    .header("Last-Event-ID", id.substring("id: ".length())));
            assertThat(resumed.body()).contains("blobs/two").doesNotContain("blobs/one");
        }

        @Test
        void closing_ends_the_streams_of_events() throws Exception {
            HttpResponse<InputStream> response =
                    HTTP.send(request(cloud, "/v1/events?follow=true").build(), BodyHandlers.ofInputStream());

            cloud.close();

            assertThat(response.body().readAllBytes()).containsOnly('\n');
        }

        @Test
        void stop_answers_and_closes_the_cloud() throws Exception {
            HttpResponse<String> response = send(request(cloud, "/v1/stop").POST(BodyPublishers.noBody()));

            assertThat(response.statusCode()).isEqualTo(202);
            Await.until(
                    "the port is closed",
                    () -> refuses(URI.create(cloud.endpoints().blob())));
        }

        @ParameterizedTest
        @CsvSource({"Origin, https://evil.example", "Origin, null", "Sec-Fetch-Site, cross-site"})
        void pages_of_other_sites_are_refused(String header, String value) throws Exception {
            HttpResponse<String> response =
                    send(request(cloud, "/v1/stop").header(header, value).POST(BodyPublishers.noBody()));

            assertError(response, 403, "Forbidden", "Web pages of other sites");
            assertThat(get(cloud, "/v1/health").statusCode()).isEqualTo(200);
        }

        @Test
        void a_foreign_host_name_is_refused() throws Exception {
            URI url = URI.create(Objects.requireNonNull(cloud.endpoints().control()));
            try (Socket socket = new Socket(url.getHost(), url.getPort())) {
                socket.getOutputStream()
                        .write("GET /v1/health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));

                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 403")
                        .contains("\"code\":\"Forbidden\"", "or allow the host name evil.example.");
            }
        }
    }

    @Nested
    class Given_a_cloud_that_others_could_reach {
        @Test
        void every_address_needs_the_token() throws Exception {
            try (LocalCloud cloud =
                    LocalCloud.builder().controlHost("0.0.0.0").controlPort(0).start()) {
                assertTokenIsNeeded(cloud);
            }
        }

        @Test
        void required_keys_need_the_token() throws Exception {
            try (LocalCloud cloud =
                    LocalCloud.builder().requireKeys().controlPort(0).start()) {
                assertTokenIsNeeded(cloud);
            }
        }

        private void assertTokenIsNeeded(LocalCloud cloud) throws Exception {
            String token = cloud.controlToken().orElseThrow();
            HttpResponse<String> without = get(cloud, "/v1/health");
            assertError(without, 401, "Unauthorized", "Authorization: Bearer TOKEN");
            assertThat(without.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
            assertThat(authorized(cloud, "Bearer " + token + "x")).isEqualTo(401);
            assertThat(authorized(cloud, "Basic " + token)).isEqualTo(401);
            assertThat(authorized(cloud, "Bearer " + token)).isEqualTo(200);
        }

        private static int authorized(LocalCloud cloud, String credentials) throws Exception {
            return send(request(cloud, "/v1/health").header("Authorization", credentials))
                    .statusCode();
        }
    }

    @Nested
    class Given_a_cloud_that_is_not_ready {
        @Test
        void ready_says_that_the_app_is_starting() {
            CompletableFuture<HttpResponse<String>> asked = new CompletableFuture<>();
            LocalCloudBuilder builder = LocalCloud.builder()
                    .functions(letters())
                    .controlPort(0)
                    .listener(new CloudListener() {
                        @Override
                        public void ready(LocalCloud cloud) {
                            asked.complete(
                                    HTTP.sendAsync(request(cloud, "/v1/ready").build(), BodyHandlers.ofString())
                                            .join());
                        }
                    });
            try (LocalCloud cloud = builder.start()) {
                cloud.ready().join();

                assertError(asked.join(), 503, "Starting", "still starting");
            }
        }

        @Test
        void ready_and_functions_say_why_the_app_failed() throws Exception {
            Path broken = Files.createDirectories(folder.resolve("broken"));
            Files.writeString(broken.resolve("host.json"), "{");
            Files.writeString(Files.createDirectories(broken.resolve("greet")).resolve("function.json"), "{}");
            Files.createDirectories(folder.resolve("copies"));
            FunctionApp app = FunctionApp.in(broken).reloadOnChange(folder.resolve("copies"));
            try (LocalCloud cloud =
                    LocalCloud.builder().functions(app).controlPort(0).start()) {
                assertThat(get(cloud, "/v1/health").statusCode()).isEqualTo(200);
                assertError(get(cloud, "/v1/ready"), 503, "AppFailed", "host.json is not valid JSON");
                assertError(get(cloud, "/v1/functions"), 503, "AppFailed", "host.json is not valid JSON");
            }
        }
    }

    private static void assertError(HttpResponse<String> response, int status, String code, String message) {
        assertThat(response.statusCode()).isEqualTo(status);
        JsonNode error = json(response).path("error");
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("message").asText()).contains(message);
    }

    /** Reads server-sent events up to one whose data contains {@code text}. */
    private static void awaitData(BufferedReader lines, String text) throws IOException {
        String line = lines.readLine();
        while (!line.contains(text)) {
            line = lines.readLine();
        }
        assertThat(line).startsWith("data: {");
    }

    private static boolean refuses(URI url) {
        try {
            new Socket(url.getHost(), url.getPort()).close();
            return false;
        } catch (IOException refused) {
            return true;
        }
    }

    private static HttpResponse<String> get(LocalCloud cloud, String path) throws IOException, InterruptedException {
        return send(request(cloud, path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(LocalCloud cloud, String path) {
        return HttpRequest.newBuilder(URI.create(cloud.endpoints().control() + path));
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return new JsonMapper().readTree(response.body());
        } catch (IOException noJson) {
            throw new AssertionError(response.body(), noJson);
        }
    }
}
