package dev.nephelite.function.trigger.pump;

import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.trigger.pump.MessageHandler.Outcome;
import java.time.Duration;

/**
 * Settles the messages of a pump after they were handled: completes a message, has it retried, or dead-letters it, which
 * means that it is moved to the poison queue. Blocks on storage.
 */
final class MessageSettlement<M> {
    /** How long a message stays hidden that could not be handled and has no dead-letter queue. */
    private static final Duration DELAY_WITHOUT_DEAD_LETTER_QUEUE = Duration.ofMinutes(10);

    private final MessageSource<M> source;
    private final PumpSettings.Retries retries;
    private final PollScheduler pollScheduler;
    private final HostLog log;

    /** @param pollScheduler polls again when a message is to be retried */
    MessageSettlement(MessageSource<M> source, PumpSettings.Retries retries, PollScheduler pollScheduler, HostLog log) {
        this.source = source;
        this.retries = retries;
        this.pollScheduler = pollScheduler;
        this.log = log;
    }

    /** Whether the message had already reached the maximum number of deliveries before it was received. */
    boolean isExhausted(M message) {
        return source.deliveries(message) > retries.maxDeliveries()
                && source.deadLetterQueue(message).isPresent();
    }

    void settle(InFlightMessage<M> received, Outcome outcome) {
        try {
            switch (outcome) {
                case DONE -> received.complete();
                case FAILED -> retryOrDeadLetter(received);
                case UNREADABLE -> deadLetter(received);
            }
        } catch (RuntimeException | Error failure) {
            received.release();
            log.warning(
                    MessagePump.LOG_CATEGORY,
                    "Message '%s' of %s will be delivered again because it could not be settled. %s"
                            .formatted(received.id(), source.name(), HostLog.describe(failure)));
        }
    }

    private void retryOrDeadLetter(InFlightMessage<M> received) {
        if (isLastDelivery(received)) {
            deadLetter(received);
        } else if (received.abandon(retries.delay())) {
            pollScheduler.wakeAfter(retries.delay());
        }
    }

    private boolean isLastDelivery(InFlightMessage<M> received) {
        return received.deliveries() >= retries.maxDeliveries();
    }

    private void deadLetter(InFlightMessage<M> received) {
        source.deadLetterQueue(received.message())
                .ifPresentOrElse(
                        queue -> moveTo(queue, received), () -> received.abandon(DELAY_WITHOUT_DEAD_LETTER_QUEUE));
    }

    private void moveTo(String queue, InFlightMessage<M> received) {
        if (isLastDelivery(received)) {
            log.warning(
                    MessagePump.LOG_CATEGORY,
                    "Message has reached MaxDequeueCount of %s. Moving message to queue '%s'."
                            .formatted(retries.maxDeliveries(), queue));
        }
        received.deadLetter();
    }
}
