package dev.nephelite.function.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an invocation used in the process that ran it.
 *
 * @param cpu the CPU time of its thread; zero if the JVM does not measure it
 * @param allocatedBytes the memory that its thread allocated; zero if the JVM does not measure it
 * @param coldStart null unless this was the first invocation since the function was loaded
 * @param sdkCalls what the function has called in Azure's SDK, as far as the worker knows; in the order in which the calls ended
 */
public record Usage(
        Duration cpu, long allocatedBytes, @Nullable ColdStart coldStart, List<SdkCall> sdkCalls) {
    public Usage {
        sdkCalls = List.copyOf(sdkCalls);
    }

    /** Of a function that has called nothing in Azure's SDK. */
    public Usage(Duration cpu, long allocatedBytes, @Nullable ColdStart coldStart) {
        this(cpu, allocatedBytes, coldStart, List.of());
    }

    /**
     * A call of Azure's SDK, which is a span of the invocation's trace. A method of a client has a span for each of its requests,
     * whose span id is in the requests' {@code traceparent}.
     *
     * @param name such as {@code AzureBlobStorageBlockBlob.uploadSync} or {@code PUT}
     * @param kind as in OpenTelemetry: {@code INTERNAL}, {@code CLIENT}, {@code PRODUCER} or {@code CONSUMER}
     * @param spanId 16 hexadecimal digits
     * @param parentSpanId of the invocation or of another call
     * @param start since the function began
     * @param attributes that the SDK sets, such as {@code url.full}; without the query of a URL
     * @param error null if the call succeeded
     */
    public record SdkCall(
            String name,
            String kind,
            String spanId,
            String parentSpanId,
            Duration start,
            Duration duration,
            Map<String, String> attributes,
            @Nullable String error) {
        public SdkCall {
            attributes = Map.copyOf(attributes);
        }
    }

    /**
     * How long the steps took that precede the result of a first invocation.
     *
     * @param process from starting the process to its connection with the host; zero if functions run in the host's process
     * @param loading loading the app: its class loader, its services and the classes of all its functions
     * @param injection making the object whose method is the function, for example by starting a Spring context
     * @param call the rest of the first invocation, in which most classes that the function uses are loaded
     */
    public record ColdStart(Duration process, Duration loading, Duration injection, Duration call) {
        /** The sum of all steps. */
        public Duration total() {
            return process.plus(loading).plus(injection).plus(call);
        }
    }
}
