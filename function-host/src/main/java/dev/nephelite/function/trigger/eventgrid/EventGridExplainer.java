package dev.nephelite.function.trigger.eventgrid;

import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.client.StorageAccount;
import dev.nephelite.function.client.StorageEvent;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.eventgrid.EventMessageHandler.EventMessage;
import dev.nephelite.function.trigger.eventgrid.EventSubscription.Filter;
import dev.nephelite.function.trigger.pump.MessagePump;
import dev.nephelite.function.trigger.queue.MessageFacts;
import dev.nephelite.function.why.Explanation;
import dev.nephelite.function.why.Fact;
import dev.nephelite.function.why.PastRun;
import dev.nephelite.function.why.PastRuns;
import dev.nephelite.function.why.RunFacts;
import dev.nephelite.function.why.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Explains why a function with an Event Grid trigger runs, or does not run, for an event. */
final class EventGridExplainer {
    private static final String OF_STORAGE = "Microsoft.Storage.";
    private static final int MAX_EXPLAINED = 3;
    private static final int MAX_DEAD_LETTERS = 1_000;

    private final EventSubscription subscription;
    private final HostContext host;
    private final PastRuns past;
    private final String queue;
    private final MessageFacts messageFacts;

    /** @param pump what receives from the queue of the host; null if nothing does */
    EventGridExplainer(
            EventSubscription subscription,
            HostContext host,
            String queue,
            MessagePump.@Nullable State pump,
            PastRuns past) {
        this.subscription = subscription;
        this.host = host;
        this.past = past;
        this.queue = queue;
        messageFacts = new MessageFacts(queue, pump, host.clocks().cloud().now());
    }

    List<Fact> explain(Subject subject) {
        List<Fact> facts = new ArrayList<>();
        if (!subscription.enabled()) {
            facts.add(Fact.of(
                    Fact.Kind.SUBSCRIPTION_DISABLED,
                    "The event subscription of function '%s' is disabled by the setting %s; only events that are posted to its webhook reach it."
                            .formatted(name(), setting("Enabled")),
                    "Set it to true, or remove it."));
        }
        if (subject.is(Subject.Kind.EVENT) || subject.is(Subject.Kind.BLOB)) {
            facts.addAll(ofEvent(subject.text()));
        }
        facts.addAll(messageFacts.ofQueue());
        facts.add(Fact.of(
                Fact.Kind.SOURCE,
                "Function '%s' runs for events of %s."
                        .formatted(
                                name(),
                                subscription.sources() == null
                                        ? "AzureWebJobsStorage and all topics"
                                        : String.join(", ", subscription.sources()))));
        return facts;
    }

    private String name() {
        return subscription.function().name();
    }

    private String setting(String property) {
        return "AzureWebJobs.%s.EventGrid.%s".formatted(name(), property);
    }

    private List<Fact> ofEvent(String text) {
        List<Fact> facts = new ArrayList<>(RunFacts.of(
                past.all().stream()
                        .filter(run -> run.detail("Id").equals(text) || isAbout(run.detail("Subject"), text))
                        .toList(),
                "this event",
                EventGridExplainer::repetition));
        List<QueueClient.Message> waiting =
                host.storage().account(null).queues().peekHidden(queue).orElse(List.of());
        waiting.forEach(message -> EventMessage.parse(message.text())
                .filter(event -> event.function().equalsIgnoreCase(name()) && isMeant(event.event(), text))
                .ifPresent(event -> facts.addAll(ofWaiting(event, message))));
        facts.addAll(deadLetters(text));
        if (!facts.isEmpty()) {
            return facts;
        }
        for (StorageAccount account : accounts()) {
            List<StorageEvent> events = events(account, text);
            events.subList(Math.max(0, events.size() - MAX_EXPLAINED), events.size())
                    .forEach(event -> facts.addAll(ofLogged(event, account)));
        }
        return facts.isEmpty() ? List.of(missing(text)) : facts;
    }

    private static boolean isMeant(GridEvent event, String text) {
        return event.id().equals(text) || isAbout(event.subject(), text);
    }

    /** Whether a subject is {@code text}, or that of the blob {@code container/name}. */
    private static boolean isAbout(String subject, String text) {
        int slash = text.indexOf('/');
        return !subject.isEmpty()
                && (subject.equals(text)
                        || (slash > 0
                                && subject.endsWith("/containers/%s/blobs/%s"
                                        .formatted(text.substring(0, slash), text.substring(slash + 1)))));
    }

    private static String repetition(PastRun before, PastRun run) {
        return run.detail("Id").equals(before.detail("Id"))
                ? RunFacts.retry(before, run)
                : "because there was another event, " + run.detail("EventType");
    }

    private List<Fact> ofWaiting(EventMessage event, QueueClient.Message message) {
        if (event.attempts() > 0 && message.nextVisibleOn().isAfter(messageFacts.now())) {
            return List.of(Fact.of(
                    Fact.Kind.RETRY_WAITS,
                    "Attempt %s of %s to deliver the event %s has failed; the next one is at %s."
                            .formatted(
                                    event.attempts(),
                                    subscription.delivery().attempts(),
                                    event.event().id(),
                                    Explanation.time(message.nextVisibleOn())),
                    "Correct what made it fail, then wait or advance the clock: " + messageFacts.advance(message)));
        }
        return messageFacts.of(message);
    }

    private List<Fact> deadLetters(String text) {
        @Nullable String container = subscription.delivery().deadLetters();
        if (container == null) {
            return List.of();
        }
        BlobClient blobs = host.storage().account(null).blobs();
        List<BlobClient.Page.Entry> letters = blobs.list(
                        container, name().toUpperCase(Locale.ROOT) + "/", null, MAX_DEAD_LETTERS)
                .blobs();
        List<Fact> facts = new ArrayList<>();
        for (BlobClient.Page.Entry letter : letters) {
            Optional<GridEvent> event = blobs.get(container, letter.name())
                    .map(blob -> new String(blob.content(), StandardCharsets.UTF_8))
                    .flatMap(EventGridExplainer::first)
                    .filter(found -> isMeant(found, text));
            event.ifPresent(found -> facts.add(Fact.of(
                    Fact.Kind.DEAD_LETTERED,
                    "The event %s was given up and is in the dead-letter container, as %s/%s: %s."
                            .formatted(
                                    found.id(),
                                    container,
                                    letter.name(),
                                    found.json()
                                            .path(found.isCloudEvent() ? "deadletterreason" : "deadLetterReason")
                                            .asText()),
                    "Correct what made it fail, and send the event again.")));
        }
        return facts;
    }

    private static Optional<GridEvent> first(String json) {
        try {
            return GridEvent.parse(json).stream().findFirst();
        } catch (IllegalArgumentException noEvent) {
            return Optional.empty();
        }
    }

    /** The accounts whose events are searched: those that the function subscribes to, and that of the host. */
    private List<StorageAccount> accounts() {
        List<StorageAccount> accounts = new ArrayList<>();
        subscription
                .connections()
                .forEach(connection -> accounts.add(host.storage().account(connection)));
        accounts.add(host.storage().account(null));
        return accounts.stream().distinct().toList();
    }

    private static List<StorageEvent> events(StorageAccount account, String text) {
        return account.blobHistory("").stream()
                .filter(event -> event.account().equals(account.name())
                        && event.type().startsWith(OF_STORAGE)
                        && (id(event).equals(text) || isAbout(event.subject(), text)))
                .toList();
    }

    private static String id(StorageEvent event) {
        return String.valueOf(event.position().id());
    }

    /** Why an event in the log did not reach the function. */
    private List<Fact> ofLogged(StorageEvent event, StorageAccount account) {
        String named = "The event %s of %s".formatted(event.type(), event.subject());
        if (subscription.connections().stream().map(host.storage()::account).noneMatch(account::equals)) {
            return List.of(Fact.of(
                    Fact.Kind.SOURCE_DIFFERS,
                    "%s is of the account '%s', to whose events the function does not subscribe."
                            .formatted(named, account.name()),
                    "Add AzureWebJobsStorage to %s, or remove that setting.".formatted(setting("Source"))));
        }
        List<Fact> filtered = filtered(named, event.type(), event.subject());
        if (!filtered.isEmpty()) {
            return filtered;
        }
        Optional<Instant> start =
                EventCheckpoint.storedStart(EventFollower.checkpoint("functions", account, host), name(), host);
        if (start.filter(event.time()::isBefore).isPresent()) {
            return List.of(Fact.of(
                    Fact.Kind.OLDER_THAN_SUBSCRIPTION,
                    "%s happened at %s, before the host first ran the function at %s; functions receive events from then on."
                            .formatted(named, Explanation.time(event.time()), Explanation.time(start.get())),
                    "Cause the event again."));
        }
        long behind = host.storage().eventsBehind();
        return List.of(Fact.of(
                Fact.Kind.EVENTS_BEHIND,
                "%s passes the filters of the function, but the host has not delivered it yet%s."
                        .formatted(named, behind > 0 ? ": it has to handle " + behind + " events" : ""),
                "See the log: nephelite logs"));
    }

    private List<Fact> filtered(String named, String type, String subject) {
        Filter filter = subscription.filter();
        List<Fact> facts = new ArrayList<>();
        if (EventSubscription.isOwn(subject)) {
            facts.add(Fact.of(
                    Fact.Kind.OWN_DATA, named + " is about what the host itself stores, which no function receives."));
        }
        if (!filter.types().isEmpty() && !filter.types().contains(type)) {
            facts.add(Fact.of(
                    Fact.Kind.TYPE_FILTERED,
                    "%s is filtered out: the setting %s has %s only."
                            .formatted(named, setting("IncludedEventTypes"), String.join(", ", filter.types())),
                    "Add the type to the setting, or remove the setting."));
        }
        boolean ignoreCase = !filter.subjectCaseSensitive();
        String begin = filter.subjectBeginsWith();
        if (!subject.regionMatches(ignoreCase, 0, begin, 0, begin.length())) {
            facts.add(Fact.of(
                    Fact.Kind.SUBJECT_PREFIX,
                    "%s is filtered out: its subject does not begin with '%s'.".formatted(named, begin),
                    "Change the setting %s.".formatted(setting("SubjectBeginsWith"))));
        }
        String end = filter.subjectEndsWith();
        if (!subject.regionMatches(ignoreCase, subject.length() - end.length(), end, 0, end.length())) {
            facts.add(Fact.of(
                    Fact.Kind.SUBJECT_SUFFIX,
                    "%s is filtered out: its subject does not end with '%s'.".formatted(named, end),
                    "Change the setting %s.".formatted(setting("SubjectEndsWith"))));
        }
        return facts;
    }

    private static Fact missing(String text) {
        return Fact.of(
                Fact.Kind.EVENT_MISSING,
                "No event with the id or subject '%s' is in the log of changes or waits to be delivered, and no run on record was for one."
                        .formatted(text),
                "Check the id or the subject. Events of topics are not in the log once they have been delivered.");
    }
}
