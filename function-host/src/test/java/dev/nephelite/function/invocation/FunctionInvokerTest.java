package dev.nephelite.function.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.emulator.trace.TraceScope;
import dev.nephelite.function.RecordedLog;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.BindingDefinition.DataType;
import dev.nephelite.function.app.BindingDefinition.Direction;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.binding.FunctionBindings;
import dev.nephelite.function.debugger.DebuggerState;
import dev.nephelite.function.invocation.InvocationStatistics.FunctionStatistics;
import dev.nephelite.function.log.FilteredLog;
import dev.nephelite.function.trigger.TriggerEvent;
import dev.nephelite.function.trigger.queue.QueueTrigger;
import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.Invocation.Trace;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.LogLevel;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.TypedData.Int;
import dev.nephelite.function.worker.TypedData.Json;
import dev.nephelite.function.worker.TypedData.Text;
import dev.nephelite.function.worker.Usage;
import dev.nephelite.function.worker.Usage.ColdStart;
import dev.nephelite.function.worker.Worker.InvocationLog;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FunctionInvokerTest {
    private static final String ID = RandomIds.seeded(1).uuid().toString();
    private static final InvocationResult NOTHING = new InvocationResult.Success(TypedData.NONE, Map.of());

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    private final RecordedLog log = new RecordedLog();
    private final Map<String, FunctionBindings.Input> inputs = new LinkedHashMap<>();
    private final Map<String, FunctionBindings.Output> outputs = new LinkedHashMap<>();
    private final Map<String, TypedData> written = new TreeMap<>();
    private final InvocationStatistics statistics = new InvocationStatistics();
    private final List<EndedInvocation> ended = new ArrayList<>();
    private Map<String, String> logLevels = Map.of();
    private Map<String, String> retry = Map.of();
    private Ids ids = RandomIds.seeded(1);
    private BiFunction<Invocation, InvocationLog, InvocationResult> code = (invocation, userLog) -> NOTHING;

    private final FunctionDefinition upload = new FunctionDefinition(
            "upload",
            "Functions.upload",
            List.of(new BindingDefinition("queueTrigger", "order", Direction.IN, DataType.UNDEFINED, Map.of())),
            false,
            null,
            null);

    private final TraceContext cause = TraceContext.begin(RandomIds.seeded(2)).withInvocation(new UUID(0, 7));
    private final TriggerEvent event = new TriggerEvent(
                    "New queue message detected on 'orders'.",
                    Map.of(),
                    new Text("5 apples"),
                    Map.of("id", new Text("m1")))
            .causedBy(cause);

    @BeforeEach
    void outputs_remember_what_is_written() {
        outputs.put("first", (value, scope) -> written.put("first", value));
        outputs.put("second", (value, scope) -> written.put("second", value));
    }

    private InvocationResult invoke() {
        return invoke(event);
    }

    private InvocationResult invoke(TriggerEvent event) {
        Map<String, String> document = new HashMap<>();
        logLevels.forEach((category, level) -> document.put("logging:logLevel:" + category, level));
        document.putAll(retry);
        HostSettings settings = HostSettings.of(document);
        FunctionInvoker invoker = new FunctionInvoker(
                new ScriptedWorker((invocation, userLog) -> code.apply(invocation, userLog)),
                settings,
                Clocks.single(clock),
                new DebuggerState(Clocks.single(clock), 1, hold -> {}, log),
                ids,
                new FilteredLog(log, settings),
                Runnable::run,
                statistics,
                ended::add);
        invoker.add(upload, new FunctionBindings(inputs, outputs), new QueueTrigger().retryRule());
        return invoker.invoke(upload, event).join();
    }

    @Test
    void invoke_followsNoRetryPolicyForAQueueTrigger() {
        retry = Map.of("retry:strategy", "fixedDelay", "retry:maxRetryCount", "3", "retry:delayInterval", "00:00:01");
        List<Invocation> calls = new ArrayList<>();
        code = (invocation, userLog) -> {
            calls.add(invocation);
            return new InvocationResult.Failure("IllegalStateException: no", "");
        };

        assertThat(invoke()).isInstanceOf(InvocationResult.Failure.class);

        assertThat(calls).singleElement().satisfies(call -> assertThat(call.attempt())
                .isNull());
    }

    @Test
    void invoke_notifiesTheListenerAfterTheLastLineOfTheLog() {
        InvocationResult failure = new InvocationResult.Failure("IllegalStateException: no", "");
        Instant start = clock.now();
        code = (invocation, userLog) -> {
            clock.advance(Duration.ofSeconds(2));
            return failure;
        };

        invoke();

        assertThat(ended)
                .containsExactly(new EndedInvocation(
                        UUID.fromString(ID),
                        "upload",
                        start,
                        Duration.ofSeconds(2),
                        Map.of("order", event.value()),
                        failure,
                        ended.get(0).span(),
                        cause,
                        start,
                        null));
    }

    @Test
    void invoke_continuesTheTraceOfTheCauseWithASpanOfItsOwn() {
        List<Trace> traces = new ArrayList<>();
        code = (invocation, userLog) -> {
            traces.add(invocation.trace());
            return NOTHING;
        };

        invoke();

        TraceContext span = ended.get(0).span();
        assertThat(span.traceId()).isEqualTo(cause.traceId());
        assertThat(span.spanId()).isNotEqualTo(cause.spanId());
        assertThat(span.invocation()).isEqualTo(UUID.fromString(ID));
        assertThat(traces).containsExactly(new Trace(span.header(), "nephelite=" + ID));
    }

    @Test
    void invoke_beginsATraceForEachEventWithoutACause() {
        invoke(event.causedBy(null));
        ids = RandomIds.seeded(3);
        invoke(event.causedBy(null));

        assertThat(ended).extracting(EndedInvocation::cause).containsOnlyNulls();
        assertThat(ended).extracting(each -> each.span().traceId()).doesNotHaveDuplicates();
    }

    @Test
    void requestsForInputsAndOutputs_areSpansOfTheInvocation() {
        List<TraceContext> requests = new ArrayList<>();
        inputs.put("photo", scope -> {
            requests.add(currentTrace());
            return new Text("a cat");
        });
        outputs.put("first", (value, scope) -> requests.add(currentTrace()));
        code = (invocation, userLog) -> new InvocationResult.Success(TypedData.NONE, Map.of("first", new Text("1")));

        invoke();

        TraceContext span = ended.get(0).span();
        assertThat(requests)
                .hasSize(2)
                .allSatisfy(request -> {
                    assertThat(request.traceId()).isEqualTo(span.traceId());
                    assertThat(request.invocation()).isEqualTo(UUID.fromString(ID));
                })
                .extracting(TraceContext::spanId)
                .doesNotHaveDuplicates()
                .doesNotContain(span.spanId());
        assertThat(TraceScope.current()).isNull();
    }

    private static TraceContext currentTrace() {
        return Objects.requireNonNull(TraceScope.current()).get();
    }

    @Test
    void invoke_notifiesTheListenerOfTheInputsThatWereRead() {
        inputs.put("photo", scope -> new Text("a cat"));
        invoke();
        inputs.put("photo", scope -> {
            throw new IllegalStateException("no photo");
        });
        invoke();

        assertThat(ended)
                .extracting(EndedInvocation::inputs)
                .containsExactly(
                        Map.of("order", event.value(), "photo", new Text("a cat")), Map.of("order", event.value()));
    }

    @Test
    void invoke_isCountedWithWhatItTookAndUsed() {
        ColdStart coldStart = new ColdStart(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ZERO, Duration.ZERO);
        code = (invocation, userLog) -> {
            clock.advance(Duration.ofNanos(20_000));
            userLog.used(new Usage(Duration.ofNanos(15_000), 100, coldStart));
            return NOTHING;
        };
        invoke();
        code = (invocation, userLog) -> {
            clock.advance(Duration.ofNanos(30_000));
            userLog.used(new Usage(Duration.ofNanos(25_000), 200, null));
            return new InvocationResult.Failure("IllegalStateException: no", "");
        };
        invoke();

        assertThat(statistics.read("upload"))
                .isEqualTo(new FunctionStatistics(
                        "upload",
                        2,
                        1,
                        Duration.ofNanos(20_000),
                        Duration.ofNanos(30_000),
                        Duration.ofNanos(30_000),
                        1,
                        Duration.ofNanos(40_000),
                        300,
                        coldStart));
    }

    @Nested
    class Given_a_function_that_succeeds {
        @Test
        void invoke_logsTheBeginningAndTheEnd() {
            code = (invocation, userLog) -> {
                clock.advance(Duration.ofMillis(42));
                return NOTHING;
            };

            invoke();

            assertThat(log.lines())
                    .containsExactly(
                            "information Function.upload: Executing 'Functions.upload' (Reason='New queue message"
                                    + " detected on 'orders'.', Id=" + ID + ")",
                            "information Function.upload: Executed 'Functions.upload' (Succeeded, Id=" + ID
                                    + ", Duration=42ms)");
        }

        @Test
        void invoke_passesTheEventInputsAndMetadata() {
            inputs.put(
                    "photo", scope -> new Text("of " + scope.triggerMetadata().get("ID")));
            code = (invocation, userLog) -> {
                assertThat(invocation.inputs())
                        .containsOnly(
                                Map.entry("order", new Text("5 apples")),
                                Map.entry("photo", new Text("of Text[value=m1]")));
                assertThat(invocation.triggerMetadata()).containsEntry("id", new Text("m1"));
                assertThat(invocation.id()).hasToString(ID);
                return NOTHING;
            };

            assertThat(invoke()).isEqualTo(NOTHING);
        }

        @Test
        void invoke_closesInputsAfterTheOutputsAreWritten() {
            List<String> order = new ArrayList<>();
            inputs.put(
                    "photo",
                    scope -> new TypedData.Stream(new ByteArrayInputStream(new byte[0]) {
                        @Override
                        public void close() {
                            order.add("closed");
                        }
                    }));
            outputs.put("first", (value, scope) -> order.add("written"));
            code = (invocation, userLog) -> new InvocationResult.Success(TypedData.NONE, Map.of("first", new Int(1)));

            invoke();

            assertThat(order).containsExactly("written", "closed");
        }

        @Test
        void invoke_writesOutputsThatAreSetButNotNulls() {
            code = (invocation, userLog) -> new InvocationResult.Success(
                    TypedData.NONE, Map.of("first", new Int(1), "second", new Json("null")));

            invoke();

            assertThat(written).containsExactly(Map.entry("first", new Int(1)));
        }

        @Test
        void invoke_writesTheReturnValueToItsOutput() {
            outputs.put("$return", (value, scope) -> written.put("$return", value));
            code = (invocation, userLog) -> new InvocationResult.Success(new Json("{\"first\":1}"), Map.of());

            invoke();

            assertThat(written).containsExactly(Map.entry("$return", new Json("{\"first\":1}")));
        }

        @Test
        void invoke_writesMembersOfAReturnedObjectToOutputsOfTheirNames() {
            code = (invocation, userLog) -> new InvocationResult.Success(
                    new Json("{\"first\":\"a\",\"second\":{\"b\":1},\"third\":3}"), Map.of("second", TypedData.NONE));

            invoke();

            assertThat(written)
                    .containsExactly(Map.entry("first", new Text("a")), Map.entry("second", new Json("{\"b\":1}")));
        }

        @Test
        void invoke_logsLinesOfTheFunctionUnderItsCategory() {
            code = (invocation, userLog) -> {
                userLog.log(invocation, LogLevel.INFORMATION, "hello");
                userLog.log(invocation, LogLevel.TRACE, "too much");
                userLog.log(invocation, LogLevel.ERROR, "ouch");
                return NOTHING;
            };

            invoke();

            assertThat(log.lines())
                    .contains("information Function.upload.User: hello", "error Function.upload.User: ouch")
                    .noneMatch(line -> line.contains("too much"));
        }

        @Test
        void invoke_filtersLinesOfTheFunctionByHostJson() {
            logLevels = Map.of("Function.upload.User", "Trace", "Function.upload", "Warning");
            code = (invocation, userLog) -> {
                userLog.log(invocation, LogLevel.TRACE, "in detail");
                return NOTHING;
            };

            invoke();

            assertThat(log.lines()).containsExactly("trace Function.upload.User: in detail");
        }
    }

    @Nested
    class Given_a_trigger_with_details {
        @Test
        void invoke_logsTheDetailsOfTheTriggerInOrder() {
            Map<String, String> details = new LinkedHashMap<>();
            details.put("MessageId", "m1");
            details.put("DequeueCount", "2");

            invoke(new TriggerEvent("Some reason.", details, TypedData.NONE, Map.of()));

            assertThat(log.lines())
                    .contains("information Function.upload: Trigger Details: MessageId: m1, DequeueCount: 2");
        }
    }

    @Nested
    class Given_something_fails {
        @Test
        void invoke_logsAnExceptionWithItsStackTrace() {
            code = (invocation, userLog) -> new InvocationResult.Failure(
                    "IllegalStateException: no apples", "java.lang.IllegalStateException: no apples\n\tat x.Y.z\n");

            assertThat(invoke()).isInstanceOf(InvocationResult.Failure.class);

            assertThat(log.lines())
                    .endsWith("error Function.upload: Executed 'Functions.upload' (Failed, Id=" + ID
                            + ", Duration=0ms)\n" + "java.lang.IllegalStateException: no apples\n\tat x.Y.z");
        }

        @Test
        void invoke_logsTheCompleteStackTraceAtTheLevelDebug() {
            logLevels = Map.of("Function.upload", "Debug");
            code = (invocation, userLog) -> new InvocationResult.Failure(
                    "X: no", "x.X: no\n\tat app.Y.z\n", "x.X: no\n\tat app.Y.z\n\tat java.Lang\n");

            invoke();

            assertThat(log.lines()).last().isEqualTo("debug Function.upload: x.X: no\n\tat app.Y.z\n\tat java.Lang");
        }

        @Test
        void invoke_doesNotRunTheFunctionIfAnInputCannotBeRead() {
            inputs.put("photo", scope -> {
                throw new IllegalArgumentException("No value for named parameter 'name'.");
            });
            code = (invocation, userLog) -> {
                throw new AssertionError("must not run");
            };

            assertThat(invoke())
                    .isEqualTo(new InvocationResult.Failure(
                            "Exception binding parameter 'photo'. No value for named parameter 'name'.", ""));
            assertThat(log.lines())
                    .endsWith(
                            "error Function.upload: Executed 'Functions.upload' (Failed, Id=" + ID + ", Duration=0ms)\n"
                                    + "Exception binding parameter 'photo'. No value for named parameter 'name'.");
        }

        @Test
        void invoke_failsIfAnOutputCannotBeWritten() {
            outputs.put("first", (value, scope) -> {
                throw new IllegalStateException("The server is full.");
            });
            code = (invocation, userLog) ->
                    new InvocationResult.Success(TypedData.NONE, Map.of("first", new Int(1), "second", new Int(2)));

            assertThat(invoke())
                    .isEqualTo(new InvocationResult.Failure(
                            "Error while handling parameter first after function returned: The server is full.", ""));
            assertThat(written).containsKey("second");
        }

        @Test
        void invoke_failsIfTheWorkerIsGone() {
            code = (invocation, userLog) -> {
                throw new IllegalStateException("The worker is gone.");
            };

            assertThat(invoke())
                    .isInstanceOfSatisfying(InvocationResult.Failure.class, failure -> assertThat(failure.message())
                            .isEqualTo("java.lang.IllegalStateException: The worker is gone."));
        }
    }
}
