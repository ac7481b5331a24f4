package dev.nephelite.function.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.function.worker.Invocation.Trace;
import dev.nephelite.function.worker.TypedData;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TraceContextsTest {
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final FunctionInvoker.TraceContexts traceContexts = new FunctionInvoker.TraceContexts(RandomIds.seeded(1));

    private Trace of(Map<String, String> headers) {
        return traceContexts.of(
                new TypedData.Request("GET", "http://localhost/", headers, Map.of(), Map.of(), TypedData.NONE));
    }

    @Test
    void of_continuesTheTraceOfTheClient() {
        assertThat(of(Map.of("traceparent", PARENT, "tracestate", "a=1"))).isEqualTo(new Trace(PARENT, "a=1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rubbish",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01"
            })
    void of_ignoresAnInvalidTraceparent(String parent) {
        Trace trace = of(Map.of("traceparent", parent, "tracestate", "a=1"));

        assertThat(trace.parent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00").isNotEqualTo(parent);
        assertThat(trace.state()).isEmpty();
    }

    @Test
    void of_beginsATraceForOtherTriggers() {
        Trace first = traceContexts.of(new TypedData.Text("message"));
        Trace second = traceContexts.of(new TypedData.Text("message"));

        assertThat(first.parent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
        assertThat(second).isNotEqualTo(first);
    }
}
