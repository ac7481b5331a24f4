package dev.nephelite.function.client;

import java.time.Instant;

/**
 * A message that is ours until it becomes visible again.
 *
 * @param popReceipt proves that it is ours; every update makes a new one
 * @param dequeueCount how often it has been received, this time included
 * @param text as it was sent, usually base64
 */
public record QueueMessage(
        String id,
        String popReceipt,
        Instant insertedOn,
        Instant expiresOn,
        Instant nextVisibleOn,
        long dequeueCount,
        String text) {}
