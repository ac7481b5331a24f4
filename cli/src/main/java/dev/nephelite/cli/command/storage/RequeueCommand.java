package dev.nephelite.cli.command.storage;

import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.remote.RemoteStorage;
import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.client.QueueClient.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nephelite requeue}: moves failed messages from a poison queue back to their queue. */
@Command(
        name = "requeue",
        description =
                "Move the messages in the poison queue of a queue back to it, so that its function gets them again.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class RequeueCommand implements Callable<Integer> {
    private static final String POISON = "-poison";

    /** Longer than a batch takes, so that no message is moved twice. */
    private static final Duration HIDDEN = Duration.ofMinutes(1);

    @Parameters(paramLabel = "QUEUE", description = "The queue, or its poison queue, QUEUE" + POISON + ".")
    private String queue;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String name = queue.endsWith(POISON) ? queue.substring(0, queue.length() - POISON.length()) : queue;
        String poison = name + POISON;
        int moved;
        try (RemoteStorage storage = instance.storage()) {
            QueueClient queues = storage.queues();
            if (!queues.names().contains(poison)) {
                throw new IOException(
                        "There is no queue '" + poison + "', so no message of '" + name + "' has failed.");
            }
            moved = move(queues, poison, name);
        }
        output.result(spec, moved + " messages are moved from " + poison + " to " + name, "moved", moved);
        return 0;
    }

    /**
     * Moves as many messages as there are now, because those that fail again come back. A message is deleted after it was added, so
     * none is lost if this is interrupted.
     */
    private static int move(QueueClient queues, String from, String to) {
        long most = queues.count(from);
        int moved = 0;
        List<Message> batch = batch(queues, from, most);
        while (!batch.isEmpty()) {
            for (Message message : batch) {
                queues.add(to, message.text());
                queues.delete(from, message.id(), message.popReceipt());
                moved++;
            }
            batch = batch(queues, from, most - moved);
        }
        return moved;
    }

    private static List<Message> batch(QueueClient queues, String queue, long most) {
        return most <= 0 ? List.of() : queues.receive(queue, (int) Math.min(most, QueueClient.MAX_MESSAGES), HIDDEN);
    }
}
