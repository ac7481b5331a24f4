package dev.nephelite.function.java.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nephelite.function.java.sdk.SdkSpans;
import dev.nephelite.function.java.sdk.SdkSpans.Span;
import dev.nephelite.function.java.worker.CallContext.CurrentCall;
import dev.nephelite.function.worker.Invocation.Trace;
import dev.nephelite.function.worker.Usage.SdkCall;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SdkCallsTest {
    private static final String SPAN = "b7ad6b7169203331";
    private static final Trace TRACE = new Trace("00-0af7651916cd43dd8448eb211c80319c-" + SPAN + "-01", "nephelite=1");

    private final SdkCalls calls = new SdkCalls();
    private final SdkSpans spans = SdkCalls.spans(new CurrentCall());

    private static String spanId(String traceparent) {
        return traceparent.substring(36, 52);
    }

    @Test
    void begin_makesSpansOfTheInvocationsTrace() {
        Span first = calls.begin("get", "CLIENT", TRACE);
        Span second = calls.begin("get", "CLIENT", TRACE);

        assertThat(first.traceparent()).matches("00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01");
        assertThat(first.tracestate()).isEqualTo("nephelite=1");
        assertThat(spanId(first.traceparent())).isNotIn(SPAN, spanId(second.traceparent()));
    }

    @Test
    void begin_makesChildrenOfASpanOnThreadsThatRunNoFunction() {
        Span method = calls.begin("upload", "INTERNAL", TRACE);
        Span request = Objects.requireNonNull(spans.begin("PUT", "CLIENT", method));
        request.end("403");
        method.end(null);

        assertThat(calls.ended())
                .extracting(SdkCall::name, SdkCall::parentSpanId, SdkCall::error)
                .containsExactly(tuple("PUT", spanId(method.traceparent()), "403"), tuple("upload", SPAN, null));
    }

    @Test
    void begin_makesNoSpanOutsideOfInvocations() {
        assertThat(spans.begin("upload", "INTERNAL", null)).isNull();
    }

    @Test
    void end_countsOnce() {
        Span span = calls.begin("get", "CLIENT", TRACE);
        span.end(null);
        span.end("again");

        assertThat(calls.ended()).extracting(SdkCall::error).containsOnlyNulls().hasSize(1);
    }

    @Test
    void attribute_leavesOutTheQueryOfAURL() {
        Span span = calls.begin("get", "CLIENT", TRACE);
        span.attribute("url.full", "http://localhost/a/b?sig=secret");
        span.attribute("az.namespace", "Microsoft.Storage");
        span.end(null);

        assertThat(calls.ended().get(0).attributes())
                .containsEntry("url.full", "http://localhost/a/b")
                .containsEntry("az.namespace", "Microsoft.Storage");
    }

    @Test
    void ended_hasALimit() {
        for (int i = 0; i < SdkCalls.MOST + 1; i++) {
            calls.begin("get", "CLIENT", TRACE).end(null);
        }

        assertThat(calls.ended()).hasSize(SdkCalls.MOST);
    }
}
