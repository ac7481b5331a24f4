package dev.nephelite.function.java.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.nephelite.function.java.TestApp;
import dev.nephelite.function.java.worker.jvm.PublishedSettings;
import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.TypedData.Int;
import dev.nephelite.function.worker.TypedData.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HttpFunctionTest {
    private static final PublishedSettings UNHEARD = new PublishedSettings();

    @TempDir
    private Path folder = Path.of("");

    private final JavaWorker worker = TestApp.worker(Runnable::run, UNHEARD);

    @BeforeEach
    void load() {
        assertThat(worker.load(
                        TestApp.forWorker(folder, Map.of(), Shapes.class, Shapes.Order.class, Shapes.Color.class)))
                .isEmpty();
    }

    @AfterEach
    void close() {
        worker.close();
    }

    private InvocationResult invoke(String function, Map<String, TypedData> inputs, Map<String, TypedData> metadata) {
        Invocation invocation = new Invocation(new UUID(1, 2), function, inputs, metadata, Invocation.Trace.NONE, null);
        return worker.invoke(invocation, (call, level, message) -> {}).join();
    }

    @Nested
    class Given_an_HTTP_request {
        private final TypedData.Request request = new TypedData.Request(
                "POST",
                "http://localhost:7071/api/orders/5?q=a|b",
                Map.of("user-agent", "test"),
                Map.of("q", "a|b"),
                Map.of("id", "5"),
                new Text("{\"id\":7,\"buyer\":\"Ada\"}"));

        @Test
        void the_response_has_what_the_function_gave_it() {
            assertThat(invoke("http", Map.of("req", request), Map.of("id", new Text("5"))))
                    .isEqualTo(new InvocationResult.Success(
                            new TypedData.Response(
                                    201,
                                    Map.of(
                                            "X-Method", List.of("POST"),
                                            "X-Uri", List.of("http://localhost:7071/api/orders/5?q=a%7Cb"),
                                            "X-Query", List.of("a|b"),
                                            "X-Agent", List.of("overwritten"),
                                            "Set-Cookie", List.of("a=1", "b=2")),
                                    new Text("5: 7 for Ada by null")),
                            Map.of()));
        }

        @Test
        void a_body_that_never_came_is_an_empty_optional() {
            TypedData.Request empty =
                    new TypedData.Request("POST", request.url(), Map.of(), Map.of(), Map.of(), TypedData.NONE);

            assertThat(invoke("http", Map.of("req", empty), Map.of("id", new Int(1))))
                    .asInstanceOf(type(InvocationResult.Success.class))
                    .extracting(success -> ((TypedData.Response) success.returnValue()).body())
                    .isEqualTo(new Text("1: no body"));
        }

        @Test
        void a_parameter_of_another_type_is_the_body() {
            assertThat(invoke("body", Map.of("req", request), Map.of()))
                    .isEqualTo(new InvocationResult.Success(new Text("7 for Ada by null"), Map.of()));
        }

        @Test
        void a_status_is_any_number_HTTP_knows() {
            assertThat(status("209"))
                    .isEqualTo(new InvocationResult.Success(
                            new TypedData.Response(209, Map.of(), TypedData.NONE), Map.of()));
            assertThat(status("600"))
                    .asInstanceOf(type(InvocationResult.Failure.class))
                    .extracting(InvocationResult.Failure::message)
                    .isEqualTo("IllegalArgumentException: Invalid HTTP status code: 600");
        }

        private InvocationResult status(String body) {
            TypedData.Request asking = new TypedData.Request(
                    "GET", "http://localhost/api/status", Map.of(), Map.of(), Map.of(), new Text(body));
            return invoke("status", Map.of("req", asking), Map.of());
        }
    }
}
