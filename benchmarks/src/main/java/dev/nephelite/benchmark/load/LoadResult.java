package dev.nephelite.benchmark.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/**
 * What the load generator counted in one piece of work.
 *
 * @param ok requests that succeeded; of sequences of requests, those that were completed
 * @param errors requests that were refused or not answered
 * @param wrong answers with another content than was written
 * @param items blobs in a list, or messages that were read
 * @param otherCores cores that neither the server nor the generator kept busy: the noise of the machine
 * @param errorSample the beginning of the first refusal, or nothing
 */
public record LoadResult(
        String mode,
        int clients,
        long ok,
        long errors,
        long wrong,
        long retries,
        double seconds,
        long bytesIn,
        long bytesOut,
        long items,
        long prefixes,
        long pages,
        boolean killed,
        double p50Micros,
        double p99Micros,
        double maxMicros,
        double serverCpuSeconds,
        double clientCpuSeconds,
        double otherCores,
        Map<String, Long> statuses,
        String errorSample) {
    private static final double BYTES_PER_MIB = 1 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    public LoadResult {
        statuses = Map.copyOf(statuses);
    }

    /** Reads the one JSON object that the load generator prints. */
    static LoadResult parse(String json) {
        try {
            return JSON.readValue(json, LoadResult.class);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("not a result of the load generator: " + json, malformed);
        }
    }

    /** Requests per second. */
    public double rate() {
        return ok / seconds;
    }

    /** How fast {@code bytes} went over the wire. */
    public double mibPerSecond(long bytes) {
        return bytes / BYTES_PER_MIB / seconds;
    }

    /** Everything that should not have happened. */
    public long problems() {
        return errors + wrong;
    }
}
