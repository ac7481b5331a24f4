package dev.nephelite.function.trigger.queue;

import dev.nephelite.function.app.config.Configuration;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.HostFlags;
import dev.nephelite.function.trigger.pump.PumpSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code extensions.queues} of {@code host.json}. It applies to every storage queue that the host polls.
 *
 * @param batchSize messages per batch, 1 to 32
 * @param newBatchThreshold the next batch is received when at most this many messages are in flight
 * @param maxPollingInterval the longest interval between polls of an empty queue; null if the app does not set it
 * @param visibilityTimeout how long a failed message stays invisible before it is retried
 * @param maxDequeueCount attempts before a message is moved to the poison queue
 * @param base64 whether the text of a message is encoded
 */
public record QueueSettings(
        int batchSize,
        int newBatchThreshold,
        @Nullable Duration maxPollingInterval,
        Duration visibilityTimeout,
        int maxDequeueCount,
        boolean base64) {
    private static final String SECTION = "extensions:queues:";

    /** What Azure Functions Core Tools use on a developer's machine. */
    private static final Duration LOCAL_POLLING_INTERVAL = Duration.ofSeconds(2);

    private static final Duration CLOUD_POLLING_INTERVAL = Duration.ofMinutes(1);
    private static final Duration MIN_POLLING_INTERVAL = Duration.ofMillis(100);
    private static final PumpSettings.Lock LOCK = new PumpSettings.Lock(Duration.ofSeconds(15), Duration.ofSeconds(5));
    private static final PumpSettings.Lock CLOUD_LOCK =
            new PumpSettings.Lock(Duration.ofMinutes(10), Duration.ofMinutes(5));

    /**
     * Reads the section.
     *
     * @throws dev.nephelite.function.app.config.InvalidAppException if a value is invalid
     */
    public static QueueSettings of(HostSettings host) {
        Configuration configuration = host.configuration();
        int batchSize = configuration.number(SECTION + "batchSize", 16, 1, 32);
        int processors = Runtime.getRuntime().availableProcessors();
        String encoding = configuration.text(SECTION + "messageEncoding", "base64");
        if (!encoding.equalsIgnoreCase("base64") && !encoding.equalsIgnoreCase("none")) {
            throw configuration.refusal(SECTION + "messageEncoding", encoding, "base64 or none");
        }
        return new QueueSettings(
                batchSize,
                configuration.number(SECTION + "newBatchThreshold", batchSize / 2 * processors, 0, Integer.MAX_VALUE),
                configuration.spanOrNull(SECTION + "maxPollingInterval", MIN_POLLING_INTERVAL),
                configuration.span(SECTION + "visibilityTimeout", Duration.ZERO),
                configuration.number(SECTION + "maxDequeueCount", 5, 1, Integer.MAX_VALUE),
                encoding.equalsIgnoreCase("base64"));
    }

    /**
     * Decodes the text of a message.
     *
     * @throws IllegalArgumentException if it is not encoded as these settings say
     */
    byte[] decode(String text) {
        if (!base64) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        String compact = text.replaceAll("\\s", "");
        if (compact.length() % 4 != 0) {
            throw new IllegalArgumentException("The padding is missing.");
        }
        return Base64.getDecoder().decode(compact);
    }

    /**
     * The settings of a pump that receives from a storage queue of {@code host}.
     *
     * @param owner the function, as the log names it
     */
    public static PumpSettings pump(String owner, HostContext host) {
        return of(host.app().host()).pump(owner, host.flags());
    }

    /**
     * Messages that were in flight when a host was killed become visible after seconds; with real polling, after minutes,
     * as in the cloud.
     */
    private PumpSettings pump(String owner, HostFlags flags) {
        Duration defaultInterval = flags.realPolling() ? CLOUD_POLLING_INTERVAL : LOCAL_POLLING_INTERVAL;
        return new PumpSettings(
                owner,
                new PumpSettings.Batches(batchSize, newBatchThreshold),
                new PumpSettings.Retries(maxDequeueCount, visibilityTimeout),
                flags.realPolling() ? CLOUD_LOCK : LOCK,
                maxPollingInterval == null ? defaultInterval : maxPollingInterval);
    }
}
