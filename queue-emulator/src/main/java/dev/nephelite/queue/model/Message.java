package dev.nephelite.queue.model;

import dev.nephelite.emulator.error.CommonError;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message. It keeps facts; whether it can be had follows from the time, so nothing runs on a timer. All its moments
 * are whole milliseconds.
 *
 * @param sequence greater than that of every message put earlier
 * @param visibleAt from when on a client can have it
 * @param expiresAt from when on nobody can have it any more
 * @param receipt what the client showed it to last, or who put or updated it, can delete it with
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

    /** Refuses every pop receipt but the newest: to an older one, the message no longer exists. */
    public void requireReceipt(PopReceipt shown) {
        if (!shown.equals(receipt)) {
            throw QueueError.MESSAGE_NOT_FOUND.exception();
        }
    }

    /** This message as it is handed to a client, for {@code invisible} hidden from all others. */
    public Message delivered(PopReceipt newReceipt, Instant now, Duration invisible) {
        return new Message(
                id, sequence, text, insertedAt, now.plus(invisible), expiresAt, newReceipt, dequeueCount + 1);
    }

    /**
     * This message as its holder changes it. It cannot be hidden for longer than it lives.
     *
     * @param newText null to keep the text
     */
    public Message updated(PopReceipt newReceipt, Instant now, Duration invisible, @Nullable String newText) {
        requireOutlives(invisible, now);
        String kept = newText == null ? text : newText;
        return new Message(id, sequence, kept, insertedAt, now.plus(invisible), expiresAt, newReceipt, dequeueCount);
    }

    private void requireOutlives(Duration invisible, Instant now) {
        if (now.plus(invisible).isAfter(expiresAt)) {
            throw CommonError.OUT_OF_RANGE_QUERY_PARAMETER_VALUE
                    .exception()
                    .detail("QueryParameterName", "visibilitytimeout")
                    .detail("QueryParameterValue", invisible.toSeconds())
                    .detail("MinimumAllowed", 0)
                    .detail("MaximumAllowed", Duration.between(now, expiresAt).toSeconds());
        }
    }
}
