package dev.nephelite.cli.command.storage;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.options.WholeNumber;
import dev.nephelite.cli.output.LogPrinter;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.cli.remote.RemoteStorage;
import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.client.QueueClient.Message;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nephelite peek}: shows messages without receiving them. */
@Command(
        name = "peek",
        description =
                "Print the first visible messages of a queue without receiving them, so that functions still get them.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class PeekCommand implements Callable<Integer> {
    private static final int MOST = QueueClient.MAX_MESSAGES;

    @Parameters(paramLabel = "QUEUE", description = "The queue to look into.")
    private String queue;

    @Option(
            names = {"-n", "--count"},
            paramLabel = "COUNT",
            converter = WholeNumber.class,
            description = "How many messages to print, up to " + MOST + ".",
            defaultValue = "10")
    private int count;

    @Option(names = "--raw", description = "Print the text as it is stored, even if it is Base64.")
    private boolean raw;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (count < 1 || count > MOST) {
            throw new ParameterException(spec.commandLine(), "--count takes 1 to " + MOST + ", not " + count + ".");
        }
        try (RemoteStorage storage = instance.storage()) {
            requireQueue(storage.queues(), queue);
            List<Message> messages =
                    storage.queues().peek(queue).stream().limit(count).toList();
            PrintWriter out = spec.commandLine().getOut();
            if (output.json()) {
                out.println(PrintableText.of(new JsonMapper()
                        .writeValueAsString(messages.stream().map(this::members).toList())));
            } else {
                messages.forEach(message -> out.println(PrintableText.of(line(message))));
            }
            out.flush();
            if (messages.isEmpty()) {
                output.note(spec, "queue " + queue + " has no visible message");
            }
        }
        return 0;
    }

    /** Refuses a queue that does not exist, which a client takes for an empty one. */
    static void requireQueue(QueueClient queues, String name) throws IOException {
        if (!queues.names().contains(name)) {
            throw new IOException("There is no queue '" + name + "'. 'nephelite ls' lists the queues.");
        }
    }

    private String line(Message message) {
        String deliveries = message.dequeueCount() == 0 ? "" : " (received " + message.dequeueCount() + " times)";
        return LogPrinter.time(message.insertedOn()) + " " + text(message) + deliveries;
    }

    private Map<String, Object> members(Message message) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", message.id());
        members.put("insertedOn", message.insertedOn().toString());
        members.put("expiresOn", message.expiresOn().toString());
        members.put("dequeueCount", message.dequeueCount());
        members.put("text", text(message));
        return members;
    }

    private String text(Message message) {
        return raw ? message.text() : MessageText.decode(message.text());
    }
}
