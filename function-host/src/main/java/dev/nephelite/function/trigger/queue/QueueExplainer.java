package dev.nephelite.function.trigger.queue;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.client.QueueClient.Message;
import dev.nephelite.function.client.StorageAccount;
import dev.nephelite.function.client.StorageEvent;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.pump.MessagePump;
import dev.nephelite.function.why.Explanation;
import dev.nephelite.function.why.Fact;
import dev.nephelite.function.why.PastRun;
import dev.nephelite.function.why.PastRuns;
import dev.nephelite.function.why.RunFacts;
import dev.nephelite.function.why.Subject;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Explains why a function with a queue trigger runs, or does not run, for a message. */
final class QueueExplainer {
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final String ENQUEUED = "Nephelite.Queue.MessageEnqueued";
    private static final int MAX_SEARCHED_QUEUES = 50;

    private final FunctionDefinition function;
    private final String queue;
    private final StorageAccount account;
    private final QueueClient queues;
    private final QueueSettings settings;
    private final PastRuns past;
    private final MessageFacts messageFacts;

    /** @param pump the state of the listener; null if the function does not listen */
    QueueExplainer(
            FunctionDefinition function,
            String queue,
            StorageAccount account,
            HostContext host,
            MessagePump.@Nullable State pump,
            PastRuns past) {
        this.function = function;
        this.queue = queue;
        this.account = account;
        this.past = past;
        queues = account.queues();
        settings = QueueSettings.of(host.app().host());
        messageFacts = new MessageFacts(queue, pump, host.clocks().cloud().now());
    }

    List<Fact> explain(Subject subject) {
        List<Fact> facts = new ArrayList<>();
        if (subject.is(Subject.Kind.MESSAGE)) {
            facts.addAll(ofMessage(subject.text()));
        } else {
            facts.addAll(ofQueue());
        }
        facts.addAll(messageFacts.ofQueue());
        facts.add(Fact.of(
                Fact.Kind.SOURCE,
                "Function '%s' runs for each message of the queue '%s' in the account '%s'."
                        .formatted(function.name(), queue, account.name())));
        return facts;
    }

    private List<Fact> ofQueue() {
        Optional<List<Message>> messages = queues.peekHidden(queue);
        if (messages.isEmpty()) {
            return List.of(queueMissing());
        }
        List<Fact> facts = new ArrayList<>();
        messages.get().stream().findFirst().map(messageFacts::of).ifPresent(facts::addAll);
        return facts;
    }

    private Fact queueMissing() {
        return Fact.of(
                Fact.Kind.QUEUE_MISSING,
                "The account '%s' has no queue '%s'.".formatted(account.name(), queue),
                "Put a message into it, which clients do after creating it; the host does not create it.");
    }

    private List<Fact> ofMessage(String text) {
        String wanted = text;
        int slash = text.indexOf('/');
        if (slash > 0 && ID.matcher(text.substring(slash + 1)).matches()) {
            wanted = text.substring(slash + 1);
            String named = text.substring(0, slash).toLowerCase(Locale.ROOT);
            if (!named.equals(queue) && !QueueTrigger.poisonQueue(queue).equals(Optional.of(named))) {
                return List.of(queueDiffers("The message is in the queue '%s'".formatted(named)));
            }
        }
        List<PastRun> runs = runsFor(wanted);
        List<Fact> facts = new ArrayList<>(RunFacts.of(runs, "this message", QueueExplainer::repetition));
        Optional<List<Message>> present = find(queue, wanted);
        present.ifPresent(found -> found.forEach(message -> facts.addAll(ofPresent(message))));
        if (present.isPresent() && !present.get().isEmpty()) {
            return facts;
        }
        facts.addAll(ofPoisoned(wanted, runs));
        if (facts.isEmpty()) {
            facts.addAll(ofHistory(wanted));
        }
        if (facts.isEmpty()) {
            facts.addAll(ofAbsent(wanted, present.isEmpty()));
        }
        return facts;
    }

    /** A run by hand has no message, but may have the same text. */
    private List<PastRun> runsFor(String wanted) {
        if (ID.matcher(wanted).matches()) {
            return past.all().stream()
                    .filter(run -> run.detail("MessageId").equalsIgnoreCase(wanted))
                    .toList();
        }
        return past.all().stream().filter(run -> isInput(run, wanted)).toList();
    }

    /** The whole input is in the record only, and is read if its beginning is that of the wanted text. */
    private boolean isInput(PastRun run, String wanted) {
        return run.input().equals(wanted)
                || (!run.input().isEmpty()
                        && wanted.startsWith(run.input())
                        && past.input(run.id()).filter(wanted::equals).isPresent());
    }

    private static String repetition(PastRun before, PastRun run) {
        return run.detail("MessageId").equals(before.detail("MessageId"))
                ? RunFacts.retry(before, run)
                : "because there was another message with the same text, " + run.detail("MessageId");
    }

    private Optional<List<Message>> find(String in, String wanted) {
        if (ID.matcher(wanted).matches()) {
            return queues.peekHidden(in, wanted.toLowerCase(Locale.ROOT)).map(found -> found.stream()
                    .filter(message -> message.id().equalsIgnoreCase(wanted))
                    .toList());
        }
        return queues.peekHidden(in).map(found -> found.stream()
                .filter(message -> hasText(message, wanted))
                .toList());
    }

    private boolean hasText(Message message, String wanted) {
        return message.text().equals(wanted)
                || decoded(message.text()).filter(wanted::equals).isPresent();
    }

    /** Empty if the text is not encoded as the host expects. */
    private Optional<String> decoded(String text) {
        try {
            return Optional.of(new String(settings.decode(text), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private List<Fact> ofPresent(Message message) {
        List<Fact> facts = new ArrayList<>();
        if (decoded(message.text()).isEmpty()) {
            facts.add(encodingWrong(message, "is moved to the poison queue as soon as it is received"));
        } else if (message.dequeueCount() >= settings.maxDequeueCount()
                && QueueTrigger.poisonQueue(queue).isPresent()) {
            facts.add(Fact.of(
                    Fact.Kind.ATTEMPTS_EXHAUSTED,
                    "Message %s has been received %s times and the limit is %s, so the function does not run for it again: it is moved to the queue '%s'."
                            .formatted(
                                    message.id(),
                                    message.dequeueCount(),
                                    settings.maxDequeueCount(),
                                    QueueTrigger.poisonQueue(queue).orElse("")),
                    "Raise maxDequeueCount below extensions.queues in host.json, or put the message again."));
        }
        facts.addAll(messageFacts.of(message));
        return facts;
    }

    private static Fact encodingWrong(Message message, String consequence) {
        return Fact.of(
                Fact.Kind.ENCODING_WRONG,
                "The text of message %s is not in Base64, which the host expects, so the function does not run for it: it %s."
                        .formatted(message.id(), consequence),
                "Let the sender encode messages in Base64, or set messageEncoding to none below extensions.queues in"
                        + " host.json.");
    }

    private List<Fact> ofPoisoned(String wanted, List<PastRun> runs) {
        Optional<String> poison = QueueTrigger.poisonQueue(queue);
        if (poison.isEmpty()) {
            return List.of();
        }
        List<Fact> facts = new ArrayList<>();
        List<PastRun> failed = runs.stream().filter(PastRun::isLastFailure).toList();
        for (Message message : moved(poison.get(), wanted, failed)) {
            if (decoded(message.text()).isEmpty()) {
                facts.add(encodingWrong(message, "was moved to the queue '" + poison.get() + "'"));
            }
            facts.add(poisoned(
                    "The message is in the poison queue '%s' as %s, since %s."
                            .formatted(poison.get(), message.id(), Explanation.time(message.insertedOn())),
                    failed));
        }
        if (facts.isEmpty() && !failed.isEmpty()) {
            facts.add(poisoned(
                    "After %s of %s attempts, the message was moved to the poison queue '%s'."
                            .formatted(failed.get(0).attempt(), failed.get(0).attempts(), poison.get()),
                    failed));
        }
        return facts;
    }

    private Fact poisoned(String detail, List<PastRun> failed) {
        return Fact.of(
                        Fact.Kind.MESSAGE_POISONED,
                        detail,
                        "Correct what made it fail, then put it back: nephelite requeue " + queue)
                .about(failed);
    }

    /** A message has another id in the poison queue, but the same text and trace. */
    private List<Message> moved(String poison, String wanted, List<PastRun> failed) {
        List<Message> found = find(poison, wanted).orElse(List.of());
        if (!found.isEmpty() || !ID.matcher(wanted).matches()) {
            return found;
        }
        Optional<String> text = failed.stream().findFirst().flatMap(run -> past.input(run.id()));
        Optional<String> trace = enqueued(wanted).stream()
                .flatMap(event -> Optional.ofNullable(event.cause()).stream())
                .findFirst()
                .map(cause -> cause.traceId());
        return queues.peekHidden(poison).orElse(List.of()).stream()
                .filter(message -> text.filter(same -> hasText(message, same)).isPresent()
                        || (message.cause() != null
                                && trace.filter(message.cause().traceId()::equals)
                                        .isPresent()))
                .toList();
    }

    /** The events that announced a message, the oldest first. */
    private List<StorageEvent> enqueued(String id) {
        return account.queueHistory(id.toLowerCase(Locale.ROOT)).stream()
                .filter(event -> event.type().equals(ENQUEUED)
                        && event.account().equals(account.name())
                        && id.equalsIgnoreCase(event.data().get("messageId")))
                .toList();
    }

    private List<Fact> ofHistory(String wanted) {
        if (!ID.matcher(wanted).matches()) {
            return List.of();
        }
        List<StorageEvent> events = enqueued(wanted);
        if (events.isEmpty()) {
            return List.of();
        }
        StorageEvent put = events.get(0);
        String named = put.data().getOrDefault("queue", queue);
        if (!named.equals(queue)) {
            return List.of(queueDiffers("The message was put into the queue '%s'".formatted(named)));
        }
        String begin = "Message %s was put at %s".formatted(wanted, Explanation.time(put.time()));
        Optional<Instant> expiry = instant(put.data().get("expiresAt"));
        if (expiry.filter(end -> !end.isAfter(messageFacts.now())).isPresent()) {
            return List.of(Fact.of(
                    Fact.Kind.MESSAGE_EXPIRED,
                    "%s and expired at %s, before the function ran for it."
                            .formatted(begin, Explanation.time(expiry.get())),
                    "Put it again with a longer time to live."));
        }
        return List.of(Fact.of(
                Fact.Kind.MESSAGE_GONE,
                begin
                        + " and is not in the queue any more, but no run on record was for it: another client deleted it, the"
                        + " queue was cleared or reset, or the run is older than the records.",
                "See what else receives from the queue '%s'.".formatted(queue)));
    }

    private static Optional<Instant> instant(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException noInstant) {
            return Optional.empty();
        }
    }

    private List<Fact> ofAbsent(String wanted, boolean queueMissing) {
        List<Fact> facts = new ArrayList<>();
        if (queueMissing) {
            facts.add(queueMissing());
        }
        queues.names().stream()
                .filter(name -> !name.equals(queue))
                .limit(MAX_SEARCHED_QUEUES)
                .filter(name -> !find(name, wanted).orElse(List.of()).isEmpty())
                .map(name -> queueDiffers("Such a message is in the queue '%s'".formatted(name)))
                .forEach(facts::add);
        if (facts.isEmpty()) {
            facts.add(Fact.of(
                    Fact.Kind.MESSAGE_MISSING,
                    "No message in the queue '%s' of the account '%s' has this id or text, no run on record was for it, and no event announced it."
                            .formatted(queue, account.name()),
                    "Check the id or the text, and the account that the sender uses."));
        }
        return facts;
    }

    private Fact queueDiffers(String where) {
        return Fact.of(
                Fact.Kind.QUEUE_DIFFERS,
                "%s, but the function listens to the queue '%s'.".formatted(where, queue),
                "Put the message into '%s', or change queueName of the trigger.".formatted(queue));
    }
}
