package dev.nephelite.function.trigger.queue;

import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.trigger.Failures;
import dev.nephelite.function.trigger.HostContext;
import java.time.Duration;
import java.util.function.Consumer;

/** Settles messages in flight according to the outcome of handling them. Blocks on storage. */
final class MessageSettlement {
    /** How long a message stays hidden that could not be handled and has no poison queue. */
    private static final Duration DELAY_WITHOUT_POISON_QUEUE = Duration.ofMinutes(10);

    private final PumpSettings settings;
    private final MessageHandler handler;
    private final HostContext host;
    private final Consumer<Duration> visibleAfter;

    /** @param visibleAfter called with the delay after which a failed message can be received again */
    MessageSettlement(
            PumpSettings settings, MessageHandler handler, HostContext host, Consumer<Duration> visibleAfter) {
        this.settings = settings;
        this.handler = handler;
        this.host = host;
        this.visibleAfter = visibleAfter;
    }

    /** Whether the message had already reached the maximum dequeue count before it was received. */
    boolean isExhausted(QueueClient.Message message) {
        return message.dequeueCount() > settings.maxDequeueCount()
                && handler.poisonQueue(message).isPresent();
    }

    void settle(InFlightMessage received, MessageHandler.Outcome outcome) {
        try {
            switch (outcome) {
                case DONE -> received.delete();
                case FAILED -> retryOrMoveToPoisonQueue(received);
                case UNREADABLE -> moveToPoisonQueue(received);
            }
        } catch (RuntimeException | Error failure) {
            received.abandon();
            host.log()
                    .warning(
                            MessagePump.LOG_CATEGORY,
                            "Message '%s' of queue '%s' will be delivered again because it could not be settled. %s"
                                    .formatted(received.message().id(), settings.queue(), Failures.describe(failure)));
        }
    }

    private void retryOrMoveToPoisonQueue(InFlightMessage received) {
        if (received.message().dequeueCount() >= settings.maxDequeueCount()) {
            moveToPoisonQueue(received);
        } else if (received.giveBack(settings.retryDelay())) {
            visibleAfter.accept(settings.retryDelay());
        }
    }

    private void moveToPoisonQueue(InFlightMessage received) {
        handler.poisonQueue(received.message())
                .ifPresentOrElse(
                        poison -> moveTo(poison, received), () -> received.giveBack(DELAY_WITHOUT_POISON_QUEUE));
    }

    private void moveTo(MessageHandler.PoisonQueue poison, InFlightMessage received) {
        if (received.message().dequeueCount() >= settings.maxDequeueCount()) {
            host.log()
                    .warning(
                            MessagePump.LOG_CATEGORY,
                            "Message has reached MaxDequeueCount of %d. Moving message to queue '%s'."
                                    .formatted(settings.maxDequeueCount(), poison.name()));
        }
        received.moveTo(poison);
    }
}
