package dev.nephelite.function.why;

import dev.nephelite.function.why.Subject.Kind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses what a question is about. If its kind is not said, the text and the trigger of the function decide. */
public final class SubjectParser {
    private static final Pattern AGO = Pattern.compile("(\\d{1,9})\\s*(s|m|h|d)\\s+ago");
    private static final Pattern RUN = Pattern.compile("[0-9a-f]{6,8}|[0-9a-f]{8}-[0-9a-f-]{0,27}");

    private SubjectParser() {}

    /**
     * A text, and what it stands for.
     *
     * @param kind null if the text and the trigger decide
     */
    public record Text(@Nullable Kind kind, String text) {}

    /**
     * Parses a subject.
     *
     * @param trigger the type of the trigger of the function
     * @param now on the clock of the cloud, for times such as {@code 10m ago}
     * @param past the runs of the function, whose ids are subjects, too
     * @throws IllegalArgumentException if it is none; the message says what it has to look like
     */
    public static Subject parse(Text given, String trigger, Instant now, PastRuns past) {
        String text = given.text().strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("Name a blob, a message, a time, a request or a run, or nothing.");
        }
        if (given.kind() == null) {
            Optional<Instant> time = time(text, now);
            if (time.isPresent()) {
                return Subject.at(time.get());
            }
            String run = text.toLowerCase(Locale.ROOT);
            if (RUN.matcher(run).matches()
                    && past.all().stream().anyMatch(each -> each.id().toString().startsWith(run))) {
                return Subject.of(Kind.RUN, run);
            }
        }
        Kind kind = given.kind() == null ? kind(trigger) : given.kind();
        if (kind == Kind.TIME) {
            return time(text, now)
                    .map(Subject::at)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'" + text + "' is not a time such as 2026-01-31T12:00:00Z or 10m ago."));
        }
        return Subject.of(kind, kind == Kind.RUN ? text.toLowerCase(Locale.ROOT) : text);
    }

    private static Kind kind(String trigger) {
        return switch (trigger.toLowerCase(Locale.ROOT)) {
            case "blobtrigger" -> Kind.BLOB;
            case "queuetrigger" -> Kind.MESSAGE;
            case "timertrigger" -> Kind.TIME;
            case "httptrigger" -> Kind.REQUEST;
            default -> Kind.EVENT;
        };
    }

    private static Optional<Instant> time(String text, Instant now) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            long number = Long.parseLong(ago.group(1));
            return Optional.of(now.minus(
                    switch (ago.group(2)) {
                        case "s" -> Duration.ofSeconds(number);
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        default -> Duration.ofDays(number);
                    }));
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
