package dev.nephelite.queue.model;

import dev.nephelite.emulator.error.StorageException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message. It stores facts; its visibility follows from the time, so nothing runs on a timer. All times are whole
 * milliseconds.
 *
 * @param sequence greater than that of every earlier message
 * @param visibleAt when it becomes visible to clients
 * @param expiresAt when it expires
 * @param receipt the only receipt that is valid for deleting or updating it
 * @param dequeueCount how often it was delivered
 */
public record Message(
        MessageId id,
        long sequence,
        String text,
        Instant insertedAt,
        Instant visibleAt,
        Instant expiresAt,
        PopReceipt receipt,
        long dequeueCount) {

    public boolean isVisible(Instant now) {
        return !visibleAt.isAfter(now);
    }

    public boolean isExpired(Instant now) {
        return !expiresAt.isAfter(now);
    }

    /** Refuses every pop receipt but the newest. With an older one, the message is not found. */
    public void requireReceipt(PopReceipt given) {
        if (!given.equals(receipt)) {
            throw QueueError.MESSAGE_NOT_FOUND.exception();
        }
    }

    /** This message after its delivery to a client, invisible to all others for {@code invisible}. */
    public Message delivered(PopReceipt newReceipt, Instant now, Duration invisible) {
        return new Message(
                id, sequence, text, insertedAt, now.plus(invisible), expiresAt, newReceipt, dequeueCount + 1);
    }

    /**
     * This message after an update. It must become visible before it expires.
     *
     * @param newText null to leave the text unchanged
     */
    public Message updated(PopReceipt newReceipt, Instant now, Duration invisible, @Nullable String newText) {
        requireOutlives(invisible, now);
        String updatedText = newText == null ? text : newText;
        return new Message(
                id, sequence, updatedText, insertedAt, now.plus(invisible), expiresAt, newReceipt, dequeueCount);
    }

    private void requireOutlives(Duration invisible, Instant now) {
        if (now.plus(invisible).isAfter(expiresAt)) {
            throw StorageException.queryParameterOutOfRange(
                    "visibilitytimeout",
                    invisible.toSeconds(),
                    0,
                    Duration.between(now, expiresAt).toSeconds());
        }
    }
}
