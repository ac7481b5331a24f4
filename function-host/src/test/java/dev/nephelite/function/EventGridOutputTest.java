package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.server.HttpServer;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.SystemClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A function that publishes, to a server elsewhere and to its own host. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventGridOutputTest {
    @TempDir
    private Path folder = Path.of("");

    private GridApp grid;

    @BeforeEach
    void createGrid() {
        grid = new GridApp(folder);
    }

    @AfterEach
    void closeGrid() {
        grid.close();
    }

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final SystemClock clock = new SystemClock();
    private final HttpServer elsewhere =
            new HttpServer("127.0.0.1", 0, Handler.of(this::receive), Clocks.single(clock));

    @AfterEach
    void closeServer() {
        elsewhere.close();
        clock.close();
    }

    private Response receive(HttpRequest request) throws IOException {
        String body = new String(request.body().readAllBytes(), StandardCharsets.UTF_8);
        received.add("%s?%s %s %s %s"
                .formatted(
                        request.rawPath(),
                        request.rawQuery(),
                        request.headers().get("aeg-sas-key"),
                        request.headers().get("Content-Type"),
                        body));
        return body.contains("unwanted") ? Response.of(401).body(Body.text("The key is wrong.")) : Response.of(200);
    }

    private BoundApp startPublishingElsewhere() throws IOException {
        grid.settings.put("OrdersTopic", "http://localhost:" + elsewhere.port() + "/api/events");
        grid.settings.put("OrdersKey", "secret");
        return grid.start();
    }

    @Test
    void invoke_postsOneEventAsAnArrayWithTheKey() throws Exception {
        startPublishingElsewhere().send("POST", "/api/publish", GridApp.ORDER);

        assertThat(received.poll(4, TimeUnit.MINUTES))
                .isEqualTo("/api/events?api-version=2018-01-01 secret application/json; charset=utf-8 [" + GridApp.ORDER
                        + "]");
    }

    @Test
    void invoke_postsCloudEventsAsABatch() throws Exception {
        startPublishingElsewhere()
                .send("POST", "/api/publish", "[" + GridApp.CLOUD_ORDER + "," + GridApp.CLOUD_ORDER + "]");

        assertThat(received.poll(4, TimeUnit.MINUTES))
                .contains("application/cloudevents-batch+json; charset=utf-8 [" + GridApp.CLOUD_ORDER + ","
                        + GridApp.CLOUD_ORDER + "]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "oops|The events are not JSON.",
                "{\"id\":\"1\"}|The event lacks 'eventType', which Event Grid events require",
                "[{\"specversion\":\"1.0\"}]|The event lacks 'id', which CloudEvents require"
            })
    void invoke_failsForAValueThatIsNoEvent(String event, String why) throws Exception {
        BoundApp app = startPublishingElsewhere();

        assertThat(app.send("POST", "/api/publish", event).statusCode()).isEqualTo(500);
        assertThat(app.errors)
                .anyMatch(error -> error.contains("the topic of the setting 'OrdersTopic'") && error.contains(why));
    }

    @Test
    void invoke_namesTheSettingIfTheTopicRefuses() throws Exception {
        BoundApp app = startPublishingElsewhere();
        app.send("POST", "/api/publish", GridApp.ORDER.replace("orders/7", "unwanted"));

        assertThat(app.errors)
                .anyMatch(
                        error -> error.contains("'OrdersTopic'") && error.contains("answered 401. The key is wrong."));
    }

    @Test
    void invoke_publishesToTheLocalTopicWithoutAnEndpoint() throws Exception {
        BoundApp app = grid.start();

        assertThat(app.send("POST", "/api/publish", GridApp.ORDER).statusCode()).isEqualTo(204);
        assertThat(GridApp.message(app, "named-5")).isEqualTo("orders/7 5");
    }

    @Test
    void postTopic_publishesEventsOfAnybody() throws Exception {
        BoundApp app = grid.start();

        assertThat(GridApp.post(
                                app,
                                "eventgrid/topics/OrdersTopic/api/events?api-version=2018-01-01",
                                "[" + GridApp.ORDER + "]")
                        .statusCode())
                .isEqualTo(200);
        assertThat(GridApp.message(app, "named-5")).isEqualTo("orders/7 5");
        assertThat(GridApp.post(app, "eventgrid/topics/OrdersTopic", "[{}]").statusCode())
                .isEqualTo(400);
    }
}
