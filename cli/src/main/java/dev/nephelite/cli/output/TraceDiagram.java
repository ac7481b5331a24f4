package dev.nephelite.cli.output;

import dev.nephelite.function.run.TraceSpan;
import dev.nephelite.function.run.TraceTree;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A trace for people, in lines of at most {@value #COLUMNS} characters: what happened, indented below its cause; when, since the
 * beginning; how long it took; and a bar for both.
 *
 * @param sources the frames where runs that have failed threw
 */
public record TraceDiagram(TraceTree trace, Map<UUID, String> sources, boolean colors) {
    private static final int COLUMNS = 80;
    private static final int NAME = 44;
    private static final int BAR = 12;
    private static final int INDENT = 2;
    private static final int MOST_INDENTS = 10;

    /** A shorter wait is not worth a line. */
    private static final Duration SHOWN_WAIT = Duration.ofMillis(100);

    /** The lines, without line breaks. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("trace " + trace.id());
        if (trace.spans().isEmpty()) {
            return lines;
        }
        Instant begin = trace.spans().stream()
                .map(TraceSpan::startedAt)
                .min(Instant::compareTo)
                .orElseThrow();
        Instant end = trace.spans().stream()
                .map(TraceDiagram::end)
                .max(Instant::compareTo)
                .orElseThrow();
        Duration total = Duration.between(begin, end);
        Map<String, Integer> depths = new HashMap<>();
        Map<String, TraceSpan> known = new HashMap<>();
        for (TraceSpan span : trace.spans()) {
            int depth = span.parent() == null ? 0 : depths.getOrDefault(span.parent(), -1) + 1;
            depths.put(span.id(), depth);
            known.put(span.id(), span);
            String indent = " ".repeat(INDENT * Math.min(depth, MOST_INDENTS));
            wait(span, span.parent() == null ? null : known.get(span.parent()))
                    .forEach(text -> lines.add(cut(indent + text)));
            lines.add(colored(span, line(span, indent, begin, total)));
            details(span).forEach(text -> lines.add(colored(span, cut(indent + "  " + text))));
        }
        return lines;
    }

    private static Instant end(TraceSpan span) {
        return span.duration() == null ? span.startedAt() : span.startedAt().plus(span.duration());
    }

    private static String line(TraceSpan span, String indent, Instant begin, Duration total) {
        Duration offset = Duration.between(begin, span.startedAt());
        String duration = span.duration() == null ? "" : Quantities.milliseconds(span.duration());
        return "%s %9s %9s  %s"
                .formatted(
                        padded(indent + (span.guess() ? "? " : "") + span.name(), status(span)),
                        "+" + Quantities.milliseconds(offset),
                        duration,
                        bar(offset, span.duration(), total))
                .stripTrailing();
    }

    private static String status(TraceSpan span) {
        return span.status().isEmpty() ? "" : " " + span.status();
    }

    /** How long the cause of a run waited before it. */
    private static List<String> wait(TraceSpan span, @Nullable TraceSpan cause) {
        if (cause == null || span.kind() != TraceSpan.Kind.RUN || cause.kind() != TraceSpan.Kind.EVENT) {
            return List.of();
        }
        Duration waited = Duration.between(cause.startedAt(), span.startedAt());
        if (waited.compareTo(SHOWN_WAIT) < 0) {
            return List.of();
        }
        @Nullable String visibleAt = cause.details().get("visibleAt");
        boolean hidden = visibleAt != null && isAfter(visibleAt, cause.startedAt());
        return List.of("(waited " + Quantities.milliseconds(waited) + (hidden ? " for its visibility)" : ")"));
    }

    private static boolean isAfter(String time, Instant moment) {
        try {
            return Instant.parse(time).isAfter(moment);
        } catch (DateTimeException ignored) {
            // An older program may have written the event.
            return false;
        }
    }

    private List<String> details(TraceSpan span) {
        List<String> details = new ArrayList<>();
        @Nullable String attempt = span.details().get("attempt");
        if (attempt != null && !attempt.startsWith("1 ")) {
            details.add("attempt " + attempt);
        }
        @Nullable String error = span.details().get("error");
        if (error != null) {
            details.add(error.lines().findFirst().orElse(""));
        }
        UUID run = span.run();
        if (run != null) {
            details.add(Objects.requireNonNullElse(at(sources.get(run)), ""));
            if (error != null) {
                details.add("run " + run);
            }
        }
        details.removeIf(String::isEmpty);
        return details;
    }

    private static @Nullable String at(@Nullable String source) {
        return source == null ? null : "at " + source;
    }

    private static String bar(Duration offset, @Nullable Duration duration, Duration total) {
        if (total.isZero()) {
            return "";
        }
        int from = (int) Math.min(BAR - 1L, offset.toNanos() * BAR / total.toNanos());
        int length = duration == null ? 1 : (int) Math.max(1, duration.toNanos() * BAR / total.toNanos());
        return " ".repeat(from) + (duration == null ? "|" : "=".repeat(Math.min(length, BAR - from)));
    }

    /** Cuts the name, if it is too long, but not what follows it. */
    private static String padded(String name, String end) {
        String line = PrintableText.line(name);
        int most = NAME - end.length();
        String shown = (line.length() <= most ? line : line.substring(0, most - 1) + "~") + end;
        return shown + " ".repeat(NAME - shown.length());
    }

    private static String cut(String text) {
        String line = PrintableText.line(text);
        return line.length() <= COLUMNS ? line : line.substring(0, COLUMNS - 1) + "~";
    }

    private String colored(TraceSpan span, String text) {
        return colors && span.status().equals("failed") ? Colors.red(text) : text;
    }
}
