package dev.nephelite.function.trigger.queue;

import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.trigger.pump.MessagePump;
import dev.nephelite.function.why.Explanation;
import dev.nephelite.function.why.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Facts about a message that is in a queue: in flight, invisible, or waiting to be received.
 *
 * @param queue its name
 * @param pump what receives from the queue; null if nothing does
 * @param now on the clock of the cloud
 */
public record MessageFacts(String queue, MessagePump.@Nullable State pump, Instant now) {
    /** The facts about the queue as a whole. */
    public List<Fact> ofQueue() {
        List<Fact> facts = new ArrayList<>();
        if (pump == null) {
            return facts;
        }
        if (!pump.failure().isEmpty()) {
            facts.add(Fact.of(
                    Fact.Kind.STORAGE_UNREACHABLE,
                    "The queue '%s' cannot be read at the moment: %s".formatted(queue, pump.failure()),
                    "Check that the storage of the connection runs and that its account has the queue's service."));
        }
        if (pump.isFull()) {
            facts.add(Fact.of(
                    Fact.Kind.BATCH_FULL,
                    ("No further messages of the queue '%s' are received while more than %s are in flight; now there are"
                                    + " %s.")
                            .formatted(
                                    queue,
                                    pump.newBatchThreshold(),
                                    pump.inFlight().size()),
                    "Raise batchSize or newBatchThreshold below extensions.queues in host.json, or let the functions that"
                            + " run end."));
        }
        if (!pump.notified()) {
            facts.add(Fact.of(
                    Fact.Kind.POLLED,
                    "The host is not notified of new messages in the queue '%s'; it polls, at least every %s."
                            .formatted(queue, seconds(pump.maxPollingInterval()))));
        }
        return facts;
    }

    /** The facts about one message of the queue. */
    public List<Fact> of(QueueClient.Message message) {
        List<Fact> facts = new ArrayList<>();
        String named = "Message " + message.id();
        Instant locked = pump == null ? null : pump.inFlight().get(message.id());
        if (locked != null) {
            facts.add(Fact.of(
                    Fact.Kind.QUEUED,
                    "%s is in flight: this host has received it and locks it until %s, or longer if that takes longer."
                            .formatted(named, Explanation.time(locked))));
        } else if (message.nextVisibleOn().isAfter(now)) {
            facts.add(invisible(message, named));
        } else {
            facts.add(Fact.of(
                    Fact.Kind.QUEUED,
                    "%s is visible in the queue '%s' and waits to be received.".formatted(named, queue)));
        }
        if (message.dequeueCount() > 0) {
            facts.add(Fact.of(
                    Fact.Kind.ATTEMPTS,
                    "%s has been received %s."
                            .formatted(
                                    named,
                                    pump == null || pump.maxDeliveries() == Integer.MAX_VALUE
                                            ? times(message.dequeueCount())
                                            : times(message.dequeueCount()) + "; the limit is "
                                                    + pump.maxDeliveries())));
        }
        return facts;
    }

    private Fact invisible(QueueClient.Message message, String named) {
        String until = "%s is invisible until %s".formatted(named, Explanation.time(message.nextVisibleOn()));
        return message.dequeueCount() == 0
                ? Fact.of(
                        Fact.Kind.MESSAGE_INVISIBLE,
                        until + ", because it was put with a delay.",
                        "Wait, put it without a visibility timeout, or advance the clock: " + advance(message))
                : Fact.of(
                        Fact.Kind.MESSAGE_INVISIBLE,
                        until
                                + ", because it was received before: that attempt failed and waits to be repeated, or another"
                                + " client has the message.",
                        "Wait, or advance the clock: " + advance(message));
    }

    /** The command after which the message is visible. */
    public String advance(QueueClient.Message message) {
        long seconds = Duration.between(now, message.nextVisibleOn()).toSeconds() + 1;
        return "nephelite clock advance " + seconds + "s";
    }

    private static String times(long count) {
        return count == 1 ? "once" : count + " times";
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
