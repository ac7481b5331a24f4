package dev.nephelite.cli.command;

import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.options.WholeNumber;
import dev.nephelite.cli.output.LogPrinter;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.cli.remote.TailRequest;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.client.StorageEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nephelite events}: what has changed in the running storage, and changes from now on. */
@Command(
        name = "events",
        description = "Print what has changed in the running storage: blobs, containers, messages.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class EventsCommand implements Callable<Integer> {
    /** The properties of an event that are printed as text. */
    private static final List<String> SHOWN = List.of("api", "blobType", "contentType", "contentLength", "accessTier");

    private static final String BOOKKEEPING = FunctionHost.OWN_RESOURCES;

    @Option(
            names = {"-f", "--follow"},
            description = "Keep printing new events until interrupted.")
    private boolean follow;

    @Option(
            names = {"-n", "--last"},
            paramLabel = "COUNT",
            converter = WholeNumber.class,
            description = "How many past events to print.",
            defaultValue = "20")
    private int last;

    @Option(
            names = "--after",
            paramLabel = "SEQUENCE",
            description = "Print all events after this sequence number, instead of the last ones.")
    private @Nullable Long after;

    @Option(
            names = "--all",
            description = "Also print events of containers and queues whose names begin with " + BOOKKEEPING
                    + ", where function hosts keep their own data.")
    private boolean all;

    @Option(
            names = "--type",
            paramLabel = "TEXT",
            description = "Print only events whose type contains this text, such as BlobCreated.")
    private @Nullable String type;

    @Option(
            names = "--subject",
            paramLabel = "TEXT",
            description = "Print only events whose subject contains this text, such as containers/photos/.")
    private @Nullable String subject;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        TailRequest<StorageEvent> events = new TailRequest<>(
                instance.events(),
                EventsCommand::parse,
                event -> event.position().toString(),
                this::isWanted,
                event -> {
                    out.println(PrintableText.line(output.json() ? event.json() : text(event)));
                    return !out.checkError();
                });
        Optional<String> position = events.past(begin(), after == null ? last : Integer.MAX_VALUE);
        if (follow && position.isPresent() && events.follow(position.get())) {
            output.note(spec, "the storage has stopped");
        }
        return 0;
    }

    /** Requests only the events that are printed, unless a filter leaves some out. */
    private String begin() {
        if (after != null) {
            return "after=" + after;
        }
        boolean everything = all && type == null && subject == null;
        return everything ? "last=" + Math.max(1, last) : "after=0";
    }

    private boolean isWanted(StorageEvent event) {
        return contains(event.type(), type)
                && contains(event.subject(), subject)
                && (all || contains(String.valueOf(subject), BOOKKEEPING) || !isBookkeeping(event));
    }

    /** Whether it is about the locks, keys, receipts or internal messages of a function host. */
    private static boolean isBookkeeping(StorageEvent event) {
        return event.subject().contains("/containers/" + BOOKKEEPING)
                || event.subject().contains("/queues/" + BOOKKEEPING);
    }

    private static boolean contains(String text, @Nullable String wanted) {
        return wanted == null || text.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT));
    }

    private static String text(StorageEvent event) {
        String facts = SHOWN.stream()
                .map(name -> fact(name, event.data().get(name)))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return "%s %s %s %s %s"
                .formatted(
                        LogPrinter.time(event.time()),
                        event.position().sequence(),
                        event.type(),
                        event.subject(),
                        facts)
                .stripTrailing();
    }

    private static @Nullable String fact(String name, @Nullable String value) {
        return value == null || value.isEmpty() ? null : name + "=" + value;
    }

    private static StorageEvent parse(String json) {
        try {
            return StorageEvent.parse(json);
        } catch (IOException noEvent) {
            throw new UncheckedIOException(
                    "The server that answered is not Nephelite's Blob service: " + json, noEvent);
        }
    }
}
