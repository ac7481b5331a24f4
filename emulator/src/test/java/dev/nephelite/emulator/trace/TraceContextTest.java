package dev.nephelite.emulator.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.time.RandomIds;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TraceContextTest {
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final UUID INVOCATION = UUID.fromString("5c8bd8a0-6b6e-4d0c-9a84-1f2d31a3a0a1");

    private final Ids ids = RandomIds.seeded(1);

    private static TraceContext of(String traceparent, @Nullable String tracestate) {
        return Objects.requireNonNull(TraceContext.of(traceparent, tracestate), traceparent);
    }

    private static String stateOf(String tracestate) {
        return of(PARENT, tracestate).state();
    }

    @Test
    void of_readsTheHeadersOfAClient() {
        TraceContext context = of(PARENT, "a=1, b=2");

        assertThat(context.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(context.spanId()).isEqualTo("b7ad6b7169203331");
        assertThat(context.state()).isEqualTo("a=1,b=2");
        assertThat(context.header()).isEqualTo(PARENT);
    }

    @Test
    void of_readsTheFieldsThatItKnowsOfALaterVersion() {
        String later = "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0d";

        assertThat(of(later, "").header()).isEqualTo(PARENT);
        assertThat(of(later + "-more", "").header()).isEqualTo(PARENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rubbish",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "0-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-B7AD6B7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01more"
            })
    void of_ignoresAnInvalidTraceparent(String parent) {
        assertThat(TraceContext.of(parent, "a=1")).isNull();
    }

    @Test
    void of_ignoresTracestateWithoutTraceparent() {
        assertThat(TraceContext.of(null, "a=1")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A=1", "a=1,a=2", "a=1=2", "a=\u0001", "=1", "a=", "a=é"})
    void of_ignoresAnInvalidTracestate(String state) {
        assertThat(stateOf(state)).isEmpty();
    }

    @Test
    void of_takesEmptyEntriesAndSpacesAroundEntries() {
        assertThat(stateOf(" a=1 ,\t, tenant@vendor=x y,")).isEqualTo("a=1,tenant@vendor=x y");
    }

    @Test
    void of_takes32EntriesAndNoMore() {
        String most = entries(32);

        assertThat(stateOf(most)).isEqualTo(most);
        assertThat(stateOf(entries(33))).isEmpty();
    }

    @Test
    void begin_makesANewTraceThatIsRecorded() {
        TraceContext first = TraceContext.begin(ids);
        TraceContext second = TraceContext.begin(ids);

        assertThat(first.header()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        assertThat(first.state()).isEmpty();
        assertThat(second.traceId()).isNotEqualTo(first.traceId());
    }

    @Test
    void child_isAnotherSpanOfTheSameTrace() {
        TraceContext parent = of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00", "a=1");
        TraceContext child = parent.child(ids);

        assertThat(child.traceId()).isEqualTo(parent.traceId());
        assertThat(child.spanId()).isNotEqualTo(parent.spanId());
        assertThat(child.header()).endsWith("-00");
        assertThat(child.state()).isEqualTo("a=1");
    }

    @Test
    void withInvocation_putsItBeforeTheEntriesOfTheClient() {
        TraceContext context = of(PARENT, "a=1,nephelite=" + new UUID(1, 1) + ",b=2");

        assertThat(context.invocation()).isEqualTo(new UUID(1, 1));
        assertThat(context.withInvocation(INVOCATION).state()).isEqualTo("nephelite=" + INVOCATION + ",a=1,b=2");
        assertThat(context.withInvocation(INVOCATION).invocation()).isEqualTo(INVOCATION);
    }

    @Test
    void invocation_isNullIfThereIsNoneOrTheEntryIsNotOurs() {
        assertThat(of(PARENT, "a=1").invocation()).isNull();
        assertThat(of(PARENT, "nephelite=x").invocation()).isNull();
    }

    @Test
    void withInvocation_leavesOutTheOldestEntriesAboveTheLimits() {
        TraceContext full = of(PARENT, entries(32)).withInvocation(INVOCATION);

        assertThat(full.state()).isEqualTo("nephelite=" + INVOCATION + "," + entries(31));
    }

    @Test
    void withInvocation_leavesOutLongEntriesFirst() {
        String longEntry = "long=" + "x".repeat(200);
        String shortEntry = "short=" + "y".repeat(100);
        String state = longEntry + "," + shortEntry + ",other=" + "z".repeat(100) + ",last=" + "w".repeat(50);

        assertThat(of(PARENT, state).withInvocation(INVOCATION).state())
                .startsWith("nephelite=" + INVOCATION + ",short=")
                .endsWith("w")
                .hasSizeLessThanOrEqualTo(512);
    }

    private static String entries(int count) {
        return IntStream.range(0, count).mapToObj(i -> "k" + i + "=" + i).collect(Collectors.joining(","));
    }
}
