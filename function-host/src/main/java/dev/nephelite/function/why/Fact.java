package dev.nephelite.function.why;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Something that is known about a function and a subject.
 *
 * @param detail a sentence or two that can be understood alone
 * @param remedy what to do about it; empty if there is nothing to do
 * @param runs the runs that it is about, the oldest first
 */
public record Fact(Kind kind, String detail, String remedy, List<UUID> runs) {
    public Fact {
        runs = List.copyOf(runs);
    }

    /** What a fact means for the question. The verdict is the first fact in this order. */
    public enum Effect {
        /** The function is running for it. */
        @JsonProperty("running")
        RUNNING,
        /** The function has run for it. */
        @JsonProperty("ran")
        RAN,
        /** The function does not run for it unless something changes. */
        @JsonProperty("prevents")
        PREVENTS,
        /** The function does not run for it yet. */
        @JsonProperty("delays")
        DELAYS,
        /** It is worth knowing, and decides nothing. */
        @JsonProperty("context")
        CONTEXT
    }

    /** What kind of fact it is. */
    public enum Kind {
        RUNNING(Effect.RUNNING),
        RAN(Effect.RAN),
        RAN_AGAIN(Effect.RAN),

        APP_NOT_LOADED(Effect.PREVENTS),
        APP_OFFLINE(Effect.PREVENTS),
        IN_ERROR(Effect.PREVENTS),
        DISABLED(Effect.PREVENTS),
        HOST_STOPPING(Effect.PREVENTS),

        CONTAINER_DIFFERS(Effect.PREVENTS),
        PATH_DIFFERS(Effect.PREVENTS),
        OTHER_ACCOUNT(Effect.PREVENTS),
        BLOB_MISSING(Effect.PREVENTS),
        BLOB_POISONED(Effect.PREVENTS),
        RECEIPT_EXISTS(Effect.PREVENTS),
        OLDER_THAN_SCAN(Effect.PREVENTS),
        NOT_ANNOUNCED(Effect.PREVENTS),

        QUEUE_DIFFERS(Effect.PREVENTS),
        MESSAGE_POISONED(Effect.PREVENTS),
        MESSAGE_EXPIRED(Effect.PREVENTS),
        ENCODING_WRONG(Effect.PREVENTS),
        ATTEMPTS_EXHAUSTED(Effect.PREVENTS),
        MESSAGE_GONE(Effect.PREVENTS),
        QUEUE_MISSING(Effect.PREVENTS),
        MESSAGE_MISSING(Effect.PREVENTS),

        OUTSIDE_SCHEDULE(Effect.PREVENTS),
        NOT_MONITORED(Effect.PREVENTS),
        MADE_UP(Effect.PREVENTS),
        BEFORE_START(Effect.PREVENTS),

        SUBSCRIPTION_DISABLED(Effect.PREVENTS),
        SOURCE_DIFFERS(Effect.PREVENTS),
        OWN_DATA(Effect.PREVENTS),
        TYPE_FILTERED(Effect.PREVENTS),
        SUBJECT_PREFIX(Effect.PREVENTS),
        SUBJECT_SUFFIX(Effect.PREVENTS),
        OLDER_THAN_SUBSCRIPTION(Effect.PREVENTS),
        DEAD_LETTERED(Effect.PREVENTS),
        EVENT_MISSING(Effect.PREVENTS),

        OTHER_FUNCTION(Effect.PREVENTS),
        METHOD_DIFFERS(Effect.PREVENTS),
        ROUTE_DIFFERS(Effect.PREVENTS),
        KEY_NEEDED(Effect.PREVENTS),
        NOT_REQUESTED(Effect.PREVENTS),

        STORAGE_UNREACHABLE(Effect.DELAYS),
        TRIGGERS_PAUSED(Effect.DELAYS),
        LOCKED_BY_OTHER(Effect.DELAYS),
        DEBUGGER_HOLDS(Effect.DELAYS),
        DEBUGGER_ATTACHED(Effect.DELAYS),
        RETRY_WAITS(Effect.DELAYS),
        STILL_RUNNING(Effect.DELAYS),
        PAST_DUE(Effect.DELAYS),
        MESSAGE_INVISIBLE(Effect.DELAYS),
        BATCH_FULL(Effect.DELAYS),
        QUEUED(Effect.DELAYS),
        EVENTS_BEHIND(Effect.DELAYS),
        NOT_SCANNED(Effect.DELAYS),
        NEXT_OCCURRENCE(Effect.DELAYS),

        SOURCE(Effect.CONTEXT),
        VERSION(Effect.CONTEXT),
        RECEIPT(Effect.CONTEXT),
        ATTEMPTS(Effect.CONTEXT),
        SCHEDULE(Effect.CONTEXT),
        POLLED(Effect.CONTEXT),
        NOT_STORED(Effect.CONTEXT),
        RUNS_ON_STARTUP(Effect.CONTEXT),
        LATEST_RUN(Effect.CONTEXT);

        private final Effect effect;

        Kind(Effect effect) {
            this.effect = effect;
        }

        public Effect effect() {
            return effect;
        }

        /** The name in JSON, such as {@code message-invisible}. */
        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @JsonCreator
        static Kind parse(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    public static Fact of(Kind kind, String detail) {
        return new Fact(kind, detail, "", List.of());
    }

    public static Fact of(Kind kind, String detail, String remedy) {
        return new Fact(kind, detail, remedy, List.of());
    }

    /** What the fact means for the question. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public Effect effect() {
        return kind.effect();
    }

    /** This fact, about these runs. */
    public Fact about(List<PastRun> past) {
        return new Fact(kind, detail, remedy, past.stream().map(PastRun::id).toList());
    }
}
