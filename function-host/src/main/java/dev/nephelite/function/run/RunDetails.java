package dev.nephelite.function.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What only the record of a single run has.
 *
 * @param metadata values that the trigger offers to binding expressions and to the function, by name
 * @param inputs the values of the trigger and of the inputs by binding name, the trigger's first; empty while the function runs
 * @param outputs the values that were written, by binding name; {@code $return} is the returned one
 * @param log what the host and the function logged during the run; the newest lines, if there are many
 * @param calls what the function has called in Azure's SDK, in the order in which the calls ended; of Java functions only
 * @param omittedLines how many older lines were left out
 * @param stackTrace the stack trace for the author of the function; empty if there is none
 * @param source the frame of the app that threw, such as {@code shop.Orders.ship(Orders.java:42)}; null if that is not known
 * @param usage what the run used in the process of the function; null if that is not known
 * @param omitted whether nothing of all this is kept, because very many runs succeeded at this time
 */
public record RunDetails(
        Map<String, Payload> metadata,
        Map<String, Payload> inputs,
        Map<String, Payload> outputs,
        List<Line> log,
        int omittedLines,
        String stackTrace,
        @Nullable String source,
        @Nullable Usage usage,
        List<Call> calls,
        boolean omitted) {
    static final RunDetails OMITTED =
            new RunDetails(Map.of(), Map.of(), Map.of(), List.of(), 0, "", null, null, List.of(), true);

    public RunDetails {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        log = List.copyOf(log);
        // Earlier programs have written records without calls.
        calls = List.copyOf(Objects.requireNonNullElse(calls, List.of()));
    }

    /**
     * A line of the log.
     *
     * @param time by the machine's clock
     * @param level such as {@code Information}
     * @param category such as {@code Function.ship.User} for what the function logs
     */
    public record Line(Instant time, String level, String category, String message) {}

    /**
     * What a run used in the process that ran it.
     *
     * @param cpu the CPU time of its thread
     * @param allocatedBytes the memory that its thread allocated
     */
    public record Usage(Duration cpu, long allocatedBytes) {}

    /**
     * A call of Azure's SDK. A method of a client has a call for each of its requests.
     *
     * @param name such as {@code BlobClient.upload} or {@code PUT}
     * @param kind as in OpenTelemetry: {@code INTERNAL}, {@code CLIENT}, {@code PRODUCER} or {@code CONSUMER}
     * @param span the id of its span: 16 hexadecimal digits
     * @param parent the span of the run or of another call
     * @param startedAt by the machine's clock
     * @param attributes that the SDK sets, such as {@code url.full}
     * @param error null if the call succeeded
     */
    public record Call(
            String name,
            String kind,
            String span,
            String parent,
            Instant startedAt,
            Duration duration,
            Map<String, String> attributes,
            @Nullable String error) {
        public Call {
            attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
        }
    }
}
