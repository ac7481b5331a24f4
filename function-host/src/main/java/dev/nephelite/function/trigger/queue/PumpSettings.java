package dev.nephelite.function.trigger.queue;

import dev.nephelite.function.client.StorageAccount;
import java.time.Duration;

/**
 * Which queue is pumped, and how eagerly.
 *
 * @param owner the function, as the log names it
 * @param batchSize messages received at once, 1 to 32
 * @param newBatchThreshold the next batch is received when no more than this many are still in hand
 * @param maxDequeueCount tries before a message is put aside
 * @param maxPollingInterval longest wait between two looks
 * @param retryDelay how long a failed message stays hidden
 */
public record PumpSettings(
        String owner,
        StorageAccount account,
        String queue,
        int batchSize,
        int newBatchThreshold,
        int maxDequeueCount,
        Duration maxPollingInterval,
        Duration retryDelay) {}
