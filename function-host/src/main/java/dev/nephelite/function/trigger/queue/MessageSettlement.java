package dev.nephelite.function.trigger.queue;

import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.trigger.Failures;
import dev.nephelite.function.trigger.HostContext;
import java.time.Duration;
import java.util.function.Consumer;

/** Ends our hold of a message by what became of it. Waits for storage. */
final class MessageSettlement {
    /** How long a message is left alone that nobody could handle and that there is no queue to put aside in. */
    private static final Duration UNTIL_ANOTHER_TRY = Duration.ofMinutes(10);

    private final PumpSettings settings;
    private final MessageHandler handler;
    private final HostContext host;
    private final Consumer<Duration> visibleAfter;

    /**
     * @param visibleAfter hears when a message that failed can be received again
     */
    MessageSettlement(
            PumpSettings settings, MessageHandler handler, HostContext host, Consumer<Duration> visibleAfter) {
        this.settings = settings;
        this.handler = handler;
        this.host = host;
        this.visibleAfter = visibleAfter;
    }

    /** Whether the message has used up its tries before this one. */
    boolean isExhausted(QueueClient.Message message) {
        return message.dequeueCount() > settings.maxDequeueCount()
                && handler.poisonQueue(message).isPresent();
    }

    void settle(InFlightMessage held, MessageHandler.Outcome messageOutcome) {
        try {
            switch (messageOutcome) {
                case DONE -> held.delete();
                case FAILED -> retryOrMoveToPoisonQueue(held);
                case UNREADABLE -> moveToPoisonQueue(held);
            }
        } catch (RuntimeException | Error failure) {
            held.abandon();
            host.log()
                    .warning(
                            MessagePump.LOG_CATEGORY,
                            "Message '%s' of queue '%s' will come again, because it could not be settled. %s"
                                    .formatted(held.message().id(), settings.queue(), Failures.describe(failure)));
        }
    }

    private void retryOrMoveToPoisonQueue(InFlightMessage held) {
        if (held.message().dequeueCount() >= settings.maxDequeueCount()) {
            moveToPoisonQueue(held);
        } else if (held.giveBack(settings.retryDelay())) {
            visibleAfter.accept(settings.retryDelay());
        }
    }

    private void moveToPoisonQueue(InFlightMessage held) {
        handler.poisonQueue(held.message())
                .ifPresentOrElse(poison -> moveTo(poison, held), () -> held.giveBack(UNTIL_ANOTHER_TRY));
    }

    private void moveTo(MessageHandler.PoisonQueue poison, InFlightMessage held) {
        if (held.message().dequeueCount() >= settings.maxDequeueCount()) {
            host.log()
                    .warning(
                            MessagePump.LOG_CATEGORY,
                            "Message has reached MaxDequeueCount of %d. Moving message to queue '%s'."
                                    .formatted(settings.maxDequeueCount(), poison.name()));
        }
        held.moveTo(poison);
    }
}
