package dev.nephelite.junit.runtime;

import dev.nephelite.emulator.event.ChangeEvent;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.service.RequestObserver.ReceivedRequest;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.client.StorageAccounts;
import dev.nephelite.function.log.LogLine;
import dev.nephelite.junit.cloud.FunctionInvocation.Payload;
import dev.nephelite.junit.runtime.Timeline.Done;
import dev.nephelite.junit.runtime.Timeline.Entry;
import dev.nephelite.junit.runtime.Timeline.Failed;
import dev.nephelite.junit.runtime.Timeline.Logged;
import dev.nephelite.junit.runtime.Timeline.Requested;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Formats what has happened in a cloud for people: one line for each request, event and message, in order. */
final class TimelineFormatter {
    /** A test that fails usually does so because of what happened last. */
    private static final int SHOWN_LINES = 200;

    private static final int SHOWN_CHARACTERS = 4_000;
    private static final int SHOWN_INPUT = 300;
    private static final String CONTINUED = "\n" + " ".repeat(24);
    private static final String BLOB_SERVICE = "/blobServices/default/containers/";
    private static final String QUEUE_SERVICE = "/queueServices/default/queues/";

    /** The requests by which a host finds out that there is nothing to do. */
    private static final Set<String> POLLS = Set.of("GetMessages", "PeekMessages", "ListBlobs", "GetBlobProperties");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final List<String> lines = new ArrayList<>();
    private final EventLog events;
    private long lastEvent;

    private TimelineFormatter(EventLog events, long firstEvent) {
        this.events = events;
        lastEvent = firstEvent;
    }

    /**
     * Returns all lines, or the last ones if there are many.
     *
     * @param extract what has happened
     * @param events the log of the cloud
     * @param firstEvent the newest event before the test began
     */
    static String of(Timeline.Extract extract, EventLog events, long firstEvent) {
        TimelineFormatter formatter = new TimelineFormatter(events, firstEvent);
        for (Entry entry : extract.entries()) {
            formatter.addEventsUntil(entry.event());
            formatter.add(entry);
        }
        formatter.addEventsUntil(events.last());
        return formatter.text(extract.dropped());
    }

    private String text(long dropped) {
        if (lines.isEmpty()) {
            return "  Nothing.\n";
        }
        int hidden = Math.max(0, lines.size() - SHOWN_LINES);
        String last = String.join("", lines.subList(hidden, lines.size()));
        long earlier = hidden + dropped;
        return earlier == 0 ? last : "  (" + earlier + " earlier lines are left out)\n" + last;
    }

    private void addEventsUntil(long number) {
        if (number <= lastEvent) {
            return;
        }
        for (ChangeEvent event : events.after(lastEvent, (int) Math.min(number - lastEvent, EventLog.RETAINED))) {
            String resource = event.subject().replace(BLOB_SERVICE, "").replace(QUEUE_SERVICE, "");
            if (!resource.startsWith(FunctionHost.OWN_RESOURCES)) {
                // Events have the time of the cloud, which the test may have moved.
                add("", "event", event.type() + " " + resource.replaceFirst("/blobs/", "/"));
            }
        }
        lastEvent = number;
    }

    private void add(Entry entry) {
        if (entry.activity() instanceof Logged logged) {
            LogLine line = logged.line();
            add(
                    entry.time(),
                    "log",
                    line.level().displayName() + " " + line.category() + ": "
                            + line.message().stripTrailing());
        } else if (entry.activity() instanceof Requested requested) {
            add(entry.time(), requested.request(), requested.status().get());
        } else if (entry.activity() instanceof Failed failed) {
            failed.invocation()
                    .inputs()
                    .forEach((name, payload) -> add(entry.time(), "input", name + " = " + shortened(payload)));
        } else if (entry.activity() instanceof Done done) {
            add(entry.time(), "test", done.text());
        }
    }

    private static String shortened(Payload payload) {
        if (payload.bytes() < 0) {
            return "(a stream)";
        }
        String text = payload.text();
        return text.length() <= SHOWN_INPUT
                ? text
                : String.format(Locale.ROOT, "%s... (%,d bytes)", text.substring(0, SHOWN_INPUT), payload.bytes());
    }

    private void add(Instant time, ReceivedRequest request, int status) {
        boolean ofHost = request.client().equals(StorageAccounts.USER_AGENT);
        if (ofHost && POLLS.contains(request.operation()) && status / 100 == 2) {
            return;
        }
        String operation = request.operation().isEmpty() ? "no operation" : request.operation();
        add(
                time,
                ofHost ? "host" : "client",
                request.method() + " " + request.resource() + " " + (status == 0 ? "without an answer" : status) + " ("
                        + operation + ")");
    }

    private void add(Instant time, String source, String text) {
        add(TIME.format(time), source, text);
    }

    private void add(String time, String source, String text) {
        String cut = text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "..." : text;
        lines.add("  %-12s  %-6s  %s\n".formatted(time, source, cut.replace("\n", CONTINUED)));
    }
}
