package dev.nephelite.function.java.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.nephelite.function.java.TestApp;
import dev.nephelite.function.java.worker.jvm.PublishedSettings;
import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.TypedData.Bytes;
import dev.nephelite.function.worker.TypedData.Int;
import dev.nephelite.function.worker.TypedData.Json;
import dev.nephelite.function.worker.TypedData.Real;
import dev.nephelite.function.worker.TypedData.Text;
import dev.nephelite.function.worker.Worker.InvocationLog;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JavaWorkerTest {
    private static final UUID ID = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
    private static final InvocationLog SILENT = (invocation, level, message) -> {};

    private static final PublishedSettings UNHEARD = new PublishedSettings();

    @TempDir
    private Path folder = Path.of("");

    private final JavaWorker worker = TestApp.worker(Runnable::run, UNHEARD);

    @BeforeEach
    void load_all_shapes() {
        assertThat(worker.load(TestApp.forWorker(
                        folder,
                        Map.of("nephelite.test.setting", "from the app"),
                        Shapes.class,
                        Shapes.Order.class,
                        Shapes.Color.class,
                        IndescribableFailures.class,
                        IndescribableFailures.Endless.class,
                        IndescribableFailures.Mute.class,
                        IndescribableFailures.Sneaky.class)))
                .isEmpty();
    }

    @AfterEach
    void close() {
        worker.close();
    }

    private static Invocation invocation(
            String function, Map<String, TypedData> inputs, Map<String, TypedData> metadata) {
        return new Invocation(ID, function, inputs, metadata, new Invocation.Trace("00-1-2-01", ""), null);
    }

    private InvocationResult invoke(String function, Map<String, TypedData> inputs, Map<String, TypedData> metadata) {
        return worker.invoke(invocation(function, inputs, metadata), SILENT).join();
    }

    private TypedData result(String function, TypedData in) {
        return assertThat(invoke(function, Map.of("in", in), Map.of()))
                .asInstanceOf(type(InvocationResult.Success.class))
                .actual()
                .returnValue();
    }

    private InvocationResult.Failure failure(String function, TypedData in) {
        return assertThat(invoke(function, Map.of("in", in), Map.of()))
                .asInstanceOf(type(InvocationResult.Failure.class))
                .actual();
    }

    static Stream<Arguments> conversions() {
        Json order = new Json("{\"id\":7,\"buyer\":\"Ada\",\"due\":\"2026-01-02\",\"other\":1}");
        Text orderText = new Text(order.value());
        return Stream.of(
                Arguments.of("text", new Text("hello"), new Text("text hello")),
                Arguments.of("text", new Json("{\"a\": 1}"), new Text("text {\"a\": 1}")),
                Arguments.of("text", new Bytes("hällo".getBytes(UTF_8)), new Text("text hällo")),
                Arguments.of("text", new Int(5), new Text("text 5")),
                Arguments.of("int", new Text("41"), new Int(42)),
                Arguments.of("int", new Json("41"), new Int(42)),
                Arguments.of("int", new Int(41), new Int(42)),
                Arguments.of("long", new Text("41"), new Int(42)),
                Arguments.of("long", new Int(41), new Int(42)),
                Arguments.of("boxed", TypedData.NONE, TypedData.NONE),
                Arguments.of("double", new Text("5"), new Real(2.5)),
                Arguments.of("double", new Real(5), new Real(2.5)),
                Arguments.of("boolean", new Text("true"), new Json("false")),
                Arguments.of("bytes", new Bytes(new byte[] {1, 2}), new Bytes(new byte[] {1, 2})),
                Arguments.of("bytes", new Text("é"), new Bytes("é".getBytes(UTF_8))),
                Arguments.of("boxedBytes", new Bytes(new byte[] {1, 2}), new Int(2)),
                Arguments.of("pojo", order, new Text("7 for Ada by 2026-01-02")),
                Arguments.of("pojo", orderText, new Text("7 for Ada by 2026-01-02")),
                Arguments.of("pojo", new Bytes(order.value().getBytes(UTF_8)), new Text("7 for Ada by 2026-01-02")),
                Arguments.of("pojo", TypedData.NONE, new Text("null")),
                Arguments.of("pojos", new Json("[" + order.value() + "]"), new Text("[7 for Ada by 2026-01-02]")),
                Arguments.of("array", new Text("[" + order.value() + "]"), new Text("[7 for Ada by 2026-01-02]")),
                Arguments.of("texts", new Json("[\"a\",1,{\"b\":2}]"), new Text("a|1|{\"b\":2}")),
                Arguments.of("map", new Text("{\"a\":5,\"b\":null}"), new Json("{\"a\":5.0}")),
                Arguments.of("enum", new Text("GREEN"), new Json("\"GREEN\"")),
                Arguments.of("optional", order, new Text("7 for Ada by 2026-01-02")),
                Arguments.of("optional", TypedData.NONE, new Text("nothing")),
                Arguments.of("nothing", new Text(""), TypedData.NONE),
                Arguments.of("static", new Text("x"), new Text("static x")),
                Arguments.of("loader", new Text(""), new Text("true")));
    }

    @ParameterizedTest(name = "{0}: {1} gives {2}")
    @MethodSource("conversions")
    void values_are_converted_both_ways(String function, TypedData in, TypedData out) {
        assertThat(result(function, in)).isEqualTo(out);
    }

    @Nested
    class Given_a_value_that_does_not_fit_the_parameter {
        @Test
        void a_text_that_is_no_number_fails_the_call() {
            assertThat(failure("int", new Text("many")).message())
                    .endsWith("Binding 'in': 'many' is not a number that fits java.lang.Integer.");
        }

        @Test
        void nothing_cannot_be_a_primitive() {
            assertThat(failure("int", TypedData.NONE).message())
                    .contains("Binding 'in': There is no value, and 'int' cannot be null.");
        }

        @Test
        void broken_JSON_fails_the_call_by_the_name_of_the_binding() {
            assertThat(failure("pojo", new Text("{\"id\":")).message())
                    .contains("Binding 'in': Cannot read a " + Shapes.Order.class.getName());
        }

        @Test
        void an_input_the_host_never_sent_is_named() {
            assertThat(invoke("input", Map.of("in", new Text("")), Map.of()))
                    .asInstanceOf(type(InvocationResult.Failure.class))
                    .satisfies(failure -> assertThat(failure.message())
                            .contains("Cannot find matched parameter name of customer function")
                            .endsWith("Looked for 'blob'."));
        }

        @Test
        void metadata_the_trigger_lacks_is_named() {
            assertThat(failure("metadata", new Text("")).message())
                    .contains("Cannot find matched @BindingName of customer function")
                    .endsWith("Looked for 'DequeueCount'.");
        }
    }

    @Nested
    class Given_more_than_a_trigger {
        @Test
        void metadata_are_given_by_name_and_a_date_has_no_quotes_around_it() {
            assertThat(invoke(
                            "metadata",
                            Map.of("in", new Text("")),
                            Map.of(
                                    "DequeueCount", new Json("3"),
                                    "InsertionTime", new Json("\"2026-01-02T03:04:05+00:00\""))))
                    .isEqualTo(new InvocationResult.Success(new Text("3 2026-01-02T03:04:05+00:00"), Map.of()));
        }

        @Test
        void every_output_is_there_set_or_not() {
            assertThat(invoke("outputs", Map.of("in", new Text("hi")), Map.of()))
                    .isEqualTo(new InvocationResult.Success(
                            TypedData.NONE,
                            Map.of(
                                    "one", new Text("hi"),
                                    "many", new Json("[{\"id\":1},{\"id\":1}]"),
                                    "never", TypedData.NONE)));
        }

        @Test
        void every_call_has_an_instance_of_its_own() {
            assertThat(result("counts", new Text(""))).isEqualTo(new Int(1));
            assertThat(result("counts", new Text(""))).isEqualTo(new Int(1));
        }

        @Test
        void the_context_tells_about_the_call_and_logs() {
            List<String> logged = new ArrayList<>();

            InvocationResult outcome = worker.invoke(
                            invocation("context", Map.of("in", new Text("")), Map.of()),
                            (invocation, level, message) -> logged.add(level + " " + message))
                    .join();

            assertThat(outcome)
                    .isEqualTo(new InvocationResult.Success(new Text("context " + ID + " 00-1-2-01 0/0"), Map.of()));
            assertThat(logged).containsExactly("WARNING 99 bottles");
        }

        @Test
        void an_app_setting_is_a_system_property_until_the_worker_is_closed() {
            assertThat(result("property", new Text("nephelite.test.setting"))).isEqualTo(new Text("from the app"));

            worker.close();

            assertThat(System.getProperty("nephelite.test.setting")).isNull();
        }
    }

    @Nested
    class Given_a_function_that_throws {
        @Test
        void the_message_is_that_of_the_root_cause_and_the_stack_ends_with_the_function() {
            InvocationResult.Failure failure = failure("fails", new Text(""));

            assertThat(failure.message()).isEqualTo("UnsupportedOperationException: the reason");
            assertThat(failure.stackTrace())
                    .startsWith("java.lang.IllegalStateException: outer")
                    .contains("at " + Shapes.class.getName() + ".fails", "Caused by: ")
                    .doesNotContain("java.lang.reflect", JavaWorker.class.getName());
            assertThat(failure.completeStackTrace()).contains("java.lang.reflect", JavaWorker.class.getName());
        }

        @ParameterizedTest
        @CsvSource({
            "cycle, 'Exception: second'",
            "endless, 'Endless:'",
            "message, 'Mute: (its message cannot be read)'",
            "error, 'Mute: (its message cannot be read)'",
            "sneaky, 'dev.nephelite.function.java.worker.IndescribableFailures$Sneaky: it cannot be described'"
        })
        void an_exception_that_cannot_be_described_is_only_a_failure(String kind, String message) {
            assertThat(failure("indescribable", new Text(kind)).message()).startsWith(message);
        }

        @Test
        void even_an_error_is_only_a_failure() {
            assertThat(failure("breaks", new Text("")).message()).isEqualTo("AssertionError: this cannot be");
        }
    }

    @Nested
    class Given_a_call_that_is_still_running {
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private final JavaWorker busy = TestApp.worker(waiting::add, UNHEARD);
        private final Invocation call = invocation("text", Map.of("in", new Text("x")), Map.of());

        @BeforeEach
        void load() {
            assertThat(busy.load(TestApp.forWorker(folder, Map.of()))).isEmpty();
        }

        @Test
        void draining_ends_when_it_ends() {
            CompletableFuture<InvocationResult> outcome = busy.invoke(call, SILENT);
            CompletableFuture<Void> drained = busy.drain();

            assertThat(drained).isNotDone();
            waiting.remove().run();

            assertThat(drained).isCompleted();
            assertThat(outcome).isCompletedWithValue(new InvocationResult.Success(new Text("text x"), Map.of()));
        }

        @Test
        void no_other_call_starts_once_it_drains() {
            assertThat(busy.drain()).isCompleted();

            assertThat(busy.invoke(call, SILENT).join())
                    .asInstanceOf(type(InvocationResult.Failure.class))
                    .extracting(InvocationResult.Failure::message)
                    .isEqualTo("IllegalStateException: The worker is stopping and starts no more functions.");
            assertThat(waiting).isEmpty();
        }
    }
}
