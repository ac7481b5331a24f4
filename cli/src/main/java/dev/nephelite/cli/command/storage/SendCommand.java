package dev.nephelite.cli.command.storage;

import dev.nephelite.cli.options.DurationText;
import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.remote.RemoteStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nephelite send}: adds a message to a queue. */
@Command(
        name = "send",
        description = "Add a message to a queue, which is created if it does not exist.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class SendCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "QUEUE", description = "The queue.")
    private String queue;

    @Parameters(
            index = "1",
            paramLabel = "TEXT|@FILE|@-",
            description = "The message. @FILE reads a file, @- standard input.")
    private String text;

    @Option(
            names = "--delay",
            paramLabel = "DURATION",
            description = "Hide the message for this time, such as 90s or 1h30m.",
            defaultValue = "0s")
    private String delay;

    @Option(
            names = "--raw",
            description = "Store the text as it is. By default, it is stored in Base64, which functions expect.")
    private boolean raw;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        byte[] message = message();
        Duration hidden = delay();
        try (RemoteStorage storage = instance.storage()) {
            String stored = raw ? new String(message, StandardCharsets.UTF_8) : MessageText.encode(message);
            storage.queues().add(queue, stored, hidden);
        }
        output.result(spec, "the message is in queue " + queue, "queue", queue);
        return 0;
    }

    private byte[] message() throws IOException {
        if (text.equals("@-")) {
            return System.in.readAllBytes();
        }
        if (!text.startsWith("@")) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        Path file = Path.of(text.substring(1));
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException absent) {
            throw new IOException("There is no file " + file + ".", absent);
        }
    }

    private Duration delay() {
        try {
            return DurationText.parse(delay);
        } catch (IllegalArgumentException malformed) {
            throw new ParameterException(spec.commandLine(), "--delay: " + malformed.getMessage(), malformed);
        }
    }
}
