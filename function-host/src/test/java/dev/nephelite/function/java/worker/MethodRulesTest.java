package dev.nephelite.function.java.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.nephelite.function.app.App;
import dev.nephelite.function.java.TestApp;
import dev.nephelite.function.java.worker.jvm.PublishedSettings;
import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.Worker.LoadError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions that are found, but could never be called or answer, and those whose answer takes a while. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MethodRulesTest {
    private static final String HEAD = """
            package app;
            import com.microsoft.azure.functions.*;
            import com.microsoft.azure.functions.annotation.*;
            import java.util.concurrent.*;
            """;

    @TempDir
    private Path folder = Path.of("");

    private App app(String body) {
        Path classes = folder.resolve("classes");
        TestApp.compile(classes, "com.azure.storage.blob.BlobClient", """
                package com.azure.storage.blob;
                public class BlobClient {}""");
        TestApp.compile(classes, "app.Functions", HEAD + body);
        return TestApp.of(classes, Map.of());
    }

    private List<String> errors(String body) {
        try (JavaWorker worker = worker()) {
            return worker.load(app(body).forWorker()).stream()
                    .map(LoadError::message)
                    .toList();
        }
    }

    private static JavaWorker worker() {
        return TestApp.worker(Runnable::run, new PublishedSettings());
    }

    @Nested
    class Is_in_error_from_the_start {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                public abstract class Functions {                                   | is abstract
                public class Functions { public Functions(String clock) {}           | no public constructor without parameters
                public class Functions { Functions() {}                              | no public constructor without parameters
                public class Functions { private Functions() {} public static final Functions INSTANCE = new Functions(); | Annotate 'run' with @JvmStatic
                """)
        void a_method_whose_class_cannot_be_instantiated(String start, String reason) {
            String method =
                    "@FunctionName(\"f\") public %s void run(@TimerTrigger(name = \"t\", schedule = \"1 * * * *\")"
                            + " String t) {} }";

            assertThat(errors(start + method.formatted("")))
                    .singleElement()
                    .asString()
                    .contains("'app.Functions'")
                    .contains(reason);
            assertThat(errors(start + method.formatted("static"))).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"Flow.Publisher<String>", "SubmissionPublisher<String>"})
        void a_method_that_returns_what_nobody_subscribes_to(String type) {
            assertThat(errors("""
                            public class Functions {
                                @FunctionName("f")
                                public %s run(@HttpTrigger(name = "r") String r) { return null; }
                            }""".formatted(type)))
                    .singleElement()
                    .asString()
                    .contains("returns a " + type.replaceAll("Flow\\.|<.*", ""), "CompletableFuture");
        }

        @ParameterizedTest
        @CsvSource({"HttpResponseMessage", "CompletableFuture<HttpResponseMessage>"})
        void an_HTTP_response_that_would_go_to_a_queue(String type) {
            assertThat(errors("""
                            public class Functions {
                                @FunctionName("f")
                                @QueueOutput(name = "$return", queueName = "orders")
                                public %s run(@HttpTrigger(name = "r") String r) { return null; }
                            }""".formatted(type)))
                    .singleElement()
                    .asString()
                    .contains(
                            "returns an HttpResponseMessage, but its result goes to the queue output", "OutputBinding");
        }

        @Test
        void a_method_with_a_type_whose_library_is_missing() throws IOException {
            App app = app("""
                    public class Functions {
                        @FunctionName("f")
                        public void run(@TimerTrigger(name = "t", schedule = "1 * * * *") String t) {}
                        public com.azure.storage.blob.BlobClient client() { return null; }
                    }""");
            Files.delete(folder.resolve("classes/com/azure/storage/blob/BlobClient.class"));

            try (JavaWorker worker = worker()) {
                assertThat(worker.load(app.forWorker()))
                        .singleElement()
                        .extracting(LoadError::message, STRING)
                        .endsWith(
                                "NoClassDefFoundError: com/azure/storage/blob/BlobClient. Is a library of the app missing?");
            }
        }

        @Test
        void an_HTTP_response_that_is_set_on_a_queue() {
            assertThat(errors("""
                            public class Functions {
                                @FunctionName("f")
                                public void run(
                                        @HttpTrigger(name = "r") String r,
                                        @QueueOutput(name = "q", queueName = "orders")
                                                OutputBinding<HttpResponseMessage> q) {}
                            }"""))
                    .singleElement()
                    .asString()
                    .contains("sets an HttpResponseMessage on the queue output");
        }

        @Test
        void a_parameter_that_is_a_client_of_the_Azure_SDK() {
            assertThat(errors("""
                            public class Functions {
                                @FunctionName("f")
                                public void run(
                                        @BlobTrigger(name = "b", path = "photos/{name}")
                                                com.azure.storage.blob.BlobClient b) {}
                            }""")).singleElement().asString().contains("BlobClient", "Take a byte[]");
        }
    }

    @Nested
    class Given_a_function_that_returns_a_future {
        private static final String FUNCTIONS = """
                public class Functions {
                    @FunctionName("future")
                    public CompletableFuture<String> future(@HttpTrigger(name = "r") String r) {
                        return CompletableFuture.supplyAsync(() -> "later " + r);
                    }
                    @FunctionName("task")
                    public Future<Integer> task(@HttpTrigger(name = "r") String r) {
                        FutureTask<Integer> task = new FutureTask<>(r::length);
                        new Thread(task).start();
                        return task;
                    }
                    @FunctionName("nothing")
                    public CompletionStage<Void> nothing(@HttpTrigger(name = "r") String r) {
                        return CompletableFuture.runAsync(() -> {}).minimalCompletionStage();
                    }
                    @FunctionName("failed")
                    public CompletableFuture<String> failed(@HttpTrigger(name = "r") String r) {
                        return CompletableFuture.supplyAsync(() -> { throw new IllegalStateException("no " + r); });
                    }
                }""";

        @ParameterizedTest
        @CsvSource({"future, Text[value=later x]", "task, Int[value=1]", "nothing, None[]"})
        void its_value_is_the_result(String function, String result) {
            assertThat(invoke(function)).isInstanceOfSatisfying(InvocationResult.Success.class, success -> assertThat(
                            success.returnValue().toString())
                    .isEqualTo(result));
        }

        @Test
        void its_failure_is_that_of_the_function() {
            assertThat(invoke("failed"))
                    .isInstanceOfSatisfying(InvocationResult.Failure.class, failure -> assertThat(failure.message())
                            .isEqualTo("IllegalStateException: no x"));
        }

        @Test
        void a_warning_says_that_Azure_does_not_wait() {
            try (JavaWorker worker = worker()) {
                assertThat(worker.load(app(FUNCTIONS).forWorker())).isEmpty();

                assertThat(worker.portabilityWarnings("future"))
                        .singleElement()
                        .asString()
                        .startsWith("Function 'future' returns a CompletableFuture")
                        .contains("For Azure, return the value.");
            }
        }

        private InvocationResult invoke(String function) {
            try (JavaWorker worker = worker()) {
                assertThat(worker.load(app(FUNCTIONS).forWorker())).isEmpty();
                Invocation invocation = new Invocation(
                        new UUID(0, 1),
                        function,
                        Map.of("r", new TypedData.Text("x")),
                        Map.of(),
                        Invocation.Trace.NONE,
                        null);
                return worker.invoke(invocation, (one, level, message) -> {}).join();
            }
        }
    }
}
