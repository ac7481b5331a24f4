package dev.nephelite.benchmark.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/**
 * The counts and times that the load generator measured.
 *
 * @param ok successful requests, or completed sequences of requests
 * @param errors requests that were refused or got no response
 * @param wrong responses with other content than was written
 * @param items blobs in a list, or messages that were read
 * @param serverCpuSeconds the processor time of the processes of the server
 * @param otherCores how many cores other programs used on average
 * @param errorSample the beginning of the first refusal, or an empty string
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
            throw new IllegalArgumentException("unexpected output of the load generator: " + json, malformed);
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

    /** Failed requests and wrong contents. */
    public long problems() {
        return errors + wrong;
    }
}
