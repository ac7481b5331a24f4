package dev.nephelite.function.trigger.blob;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nephelite.emulator.value.ETag;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.client.RemoteStorageException;
import dev.nephelite.function.client.StorageAccount;
import dev.nephelite.function.client.StorageEvent;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.blob.BlobReceipts.Progress;
import dev.nephelite.function.trigger.queue.MessageFacts;
import dev.nephelite.function.why.Explanation;
import dev.nephelite.function.why.Fact;
import dev.nephelite.function.why.PastRun;
import dev.nephelite.function.why.PastRuns;
import dev.nephelite.function.why.RunFacts;
import dev.nephelite.function.why.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Explains why a function with a blob trigger runs, or does not run, for a blob. */
final class BlobExplainer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CREATED = "Microsoft.Storage.BlobCreated";
    private static final String DELETED = "Microsoft.Storage.BlobDeleted";

    private final BlobFunction function;
    private final String path;
    private final HostContext host;
    private final BlobListener listener;
    private final PastRuns past;
    private final String queue;
    private final MessageFacts messageFacts;

    /** @param listener which may not have been started */
    BlobExplainer(FunctionDefinition function, HostContext host, BlobListener listener, PastRuns past) {
        this.function = BlobFunction.of(function, host);
        this.host = host;
        this.listener = listener;
        this.past = past;
        path = host.app().settings().resolve(function.trigger().requireText("path"));
        queue = BlobListener.queue(host);
        messageFacts = new MessageFacts(
                queue, listener.pumpState(), host.clocks().cloud().now());
    }

    List<Fact> explain(Subject subject) {
        List<Fact> facts = new ArrayList<>();
        if (subject.is(Subject.Kind.BLOB)) {
            String text = subject.text().startsWith("/") ? subject.text().substring(1) : subject.text();
            int slash = text.indexOf('/');
            String container = slash < 1 ? function.pattern().container() : text.substring(0, slash);
            facts.addAll(ofBlob(container, text.substring(slash + 1)));
        }
        facts.addAll(messageFacts.ofQueue());
        if (!function.eventGridOnly()) {
            listener.lock()
                    .flatMap(lock -> lock.explain("the scan for new blobs"))
                    .ifPresent(facts::add);
        }
        facts.add(Fact.of(
                Fact.Kind.SOURCE,
                "Function '%s' runs for each new version of a blob '%s' in the account '%s'%s."
                        .formatted(
                                function.function().name(),
                                path,
                                function.account().name(),
                                function.eventGridOnly() ? " that an event announces" : "")));
        return facts;
    }

    private List<Fact> ofBlob(String container, String name) {
        List<PastRun> runs = runsFor(container + "/" + name);
        Optional<Fact> mismatch = mismatch(container, name);
        if (mismatch.isPresent()) {
            List<Fact> facts = new ArrayList<>(RunFacts.of(runs, "this blob", this::repetition));
            facts.add(mismatch.get());
            return facts;
        }
        Optional<BlobClient.Properties> blob = function.account().blobs().properties(container, name);
        return blob.isEmpty() ? ofMissing(container, name, runs) : ofPresent(container, name, blob.get(), runs);
    }

    private Optional<Fact> mismatch(String container, String name) {
        if (!function.pattern().container().equalsIgnoreCase(container)) {
            return Optional.of(Fact.of(
                    Fact.Kind.CONTAINER_DIFFERS,
                    "The blob is in the container '%s', but the function listens to the container '%s'."
                            .formatted(container, function.pattern().container()),
                    "Write it to '%s', or change the path of the trigger."
                            .formatted(function.pattern().container())));
        }
        return function.pattern()
                .mismatch(name)
                .map(part -> Fact.of(
                        Fact.Kind.PATH_DIFFERS,
                        "The name '%s' does not match the path '%s' of the trigger. %s".formatted(name, path, part),
                        "Rename the blob, or change the path of the trigger."));
    }

    private List<PastRun> runsFor(String blobPath) {
        return past.all().stream()
                .filter(run -> run.byHand()
                        ? past.metadata(run.id(), "BlobTrigger")
                                .filter(blobPath::equals)
                                .isPresent()
                        : run.reason().endsWith("): " + blobPath))
                .toList();
    }

    private Optional<ETag> version(PastRun run) {
        return past.metadata(run.id(), "Properties").flatMap(properties -> {
            try {
                return Optional.of(
                        ETag.parse(JSON.readTree(properties).path("ETag").asText()));
            } catch (JsonProcessingException | IllegalArgumentException cut) {
                return Optional.empty();
            }
        });
    }

    /** Records without details do not have the ETag. */
    private boolean isOf(BlobClient.Properties blob, PastRun run) {
        return version(run).map(blob.etag()::equals).orElseGet(() -> run.detail(BlobFunction.LAST_MODIFIED)
                .equals(BlobFunction.lastModified(blob)));
    }

    private boolean isSameVersion(PastRun before, PastRun run) {
        Optional<ETag> first = version(before);
        Optional<ETag> second = version(run);
        if (first.isEmpty() || second.isEmpty()) {
            return before.detail(BlobFunction.LAST_MODIFIED).equals(run.detail(BlobFunction.LAST_MODIFIED));
        }
        return first.equals(second);
    }

    private String repetition(PastRun before, PastRun run) {
        if (!isSameVersion(before, run)) {
            return "because the blob had been written again";
        }
        if (run.detail("MessageId").equals(before.detail("MessageId"))) {
            return RunFacts.retry(before, run);
        }
        return "because another event demanded it, or the receipt of this version had been deleted";
    }

    private List<Fact> ofMissing(String container, String name, List<PastRun> runs) {
        List<Fact> facts = new ArrayList<>(RunFacts.of(runs, "this blob", this::repetition));
        if (!facts.isEmpty()) {
            facts.add(Fact.of(Fact.Kind.VERSION, "The blob does not exist any more." + history(container, name)));
            return facts;
        }
        for (StorageAccount account : otherAccounts()) {
            if (account.blobs().properties(container, name).isPresent()) {
                facts.add(Fact.of(
                        Fact.Kind.OTHER_ACCOUNT,
                        "The blob is in the account '%s' at %s, but the function listens to the account '%s' at %s."
                                .formatted(
                                        account.name(),
                                        address(account),
                                        function.account().name(),
                                        address(function.account())),
                        "Write it to the other account, or change the connection of the trigger."));
            }
        }
        facts.add(Fact.of(
                Fact.Kind.BLOB_MISSING,
                "There is no blob '%s/%s' in the account '%s'.%s"
                        .formatted(container, name, function.account().name(), history(container, name)),
                "Write it, or check its name and the account that the writer uses."));
        return facts;
    }

    private static String address(StorageAccount account) {
        return account.blobs().uri("", "").getAuthority();
    }

    /** The other accounts to which the app connects. */
    private List<StorageAccount> otherAccounts() {
        return Stream.concat(
                        Stream.of(""),
                        host.app().functions().stream()
                                .flatMap(other -> other.bindings().stream())
                                .map(binding -> binding.text("connection", "")))
                .flatMap(connection -> {
                    try {
                        return Stream.of(host.storage().account(connection));
                    } catch (InvalidAppException ignored) {
                        // That is an error of another function.
                        return Stream.empty();
                    }
                })
                .distinct()
                .filter(Predicate.not(function.account()::equals))
                .toList();
    }

    /** When the blob was written and deleted, as a sentence; empty if no event says so. */
    private String history(String container, String name) {
        String subject = "/containers/%s/blobs/%s".formatted(container, name);
        StorageEvent written = null;
        StorageEvent deleted = null;
        for (StorageEvent event : function.account().blobHistory(container)) {
            if (event.account().equals(function.account().name())
                    && event.subject().endsWith(subject)) {
                written = event.type().equals(CREATED) ? event : written;
                deleted = event.type().equals(DELETED) ? event : deleted;
            }
        }
        if (deleted == null) {
            return "";
        }
        return written == null
                ? " It was deleted at %s.".formatted(Explanation.time(deleted.time()))
                : " It was written at %s and deleted at %s."
                        .formatted(Explanation.time(written.time()), Explanation.time(deleted.time()));
    }

    private List<Fact> ofPresent(String container, String name, BlobClient.Properties blob, List<PastRun> runs) {
        List<PastRun> ofVersion = runs.stream().filter(run -> isOf(blob, run)).toList();
        List<Fact> facts = new ArrayList<>(RunFacts.of(ofVersion, "this version of the blob", this::repetition));
        FoundBlob found = new FoundBlob(container, name, blob.etag(), blob.blobType());
        FoundBlob.Message message = new FoundBlob.Message(function.id(), found);
        queued(messages(host.storage().account(null).queues(), queue, message)).forEach(facts::add);
        for (QueueClient.Message poisoned :
                messages(BlobMessageHandler.queuesOf(function, host), BlobMessageHandler.POISON_QUEUE, message)) {
            facts.add(poisoned(poisoned, ofVersion));
        }
        Optional<Progress> receipt = new BlobReceipts(host).find(message);
        if (receipt.filter(Progress.COMPLETE::equals).isPresent()) {
            facts.add(complete(facts.isEmpty(), blob, message));
        } else if (receipt.isPresent()) {
            facts.add(Fact.of(
                    Fact.Kind.NOT_SCANNED,
                    "A host has found this version of the blob and is about to queue it.",
                    "If that lasts longer than a minute, restart the host."));
        } else if (facts.isEmpty()) {
            facts.addAll(notFound(blob));
        }
        List<PastRun> earlier =
                runs.stream().filter(run -> !ofVersion.contains(run)).toList();
        if (!earlier.isEmpty()) {
            PastRun last = earlier.get(earlier.size() - 1);
            facts.add(Fact.of(
                            Fact.Kind.VERSION,
                            "It ran for earlier versions of this blob, %s on record; the last run was %s at %s."
                                    .formatted(
                                            earlier.size() == 1 ? "once" : earlier.size() + " times",
                                            last.shortId(),
                                            Explanation.time(last.startedAt())))
                    .about(earlier));
        }
        return facts;
    }

    private List<Fact> queued(List<QueueClient.Message> messages) {
        return messages.stream()
                .flatMap(message -> messageFacts.of(message).stream())
                .toList();
    }

    /** The messages of a queue that ask for the run. */
    private static List<QueueClient.Message> messages(QueueClient queues, String name, FoundBlob.Message wanted) {
        return queues.peekHidden(name).orElse(List.of()).stream()
                .filter(message -> FoundBlob.Message.parse(message.text())
                        .filter(parsed -> parsed.functionId().equals(wanted.functionId())
                                && parsed.blob().path().equals(wanted.blob().path())
                                && parsed.blob().etag().equals(wanted.blob().etag()))
                        .isPresent())
                .toList();
    }

    private static Fact poisoned(QueueClient.Message message, List<PastRun> runs) {
        return Fact.of(
                        Fact.Kind.BLOB_POISONED,
                        "This version of the blob was given up after %s and reported to the queue '%s' at %s."
                                .formatted(
                                        runs.isEmpty()
                                                ? "its last attempt"
                                                : runs.get(runs.size() - 1).attempt() + " attempts",
                                        BlobMessageHandler.POISON_QUEUE,
                                        Explanation.time(message.insertedOn())),
                        "Correct what made it fail, and write the blob again.")
                .about(runs);
    }

    /** @param onlyReason whether nothing else is known of this version */
    private Fact complete(boolean onlyReason, BlobClient.Properties blob, FoundBlob.Message message) {
        String version = "this version of the blob (ETag %s)".formatted(blob.etag());
        return onlyReason
                ? Fact.of(
                        Fact.Kind.RECEIPT_EXISTS,
                        "A receipt says that %s was handled already; the run was before those on record, or by another host."
                                .formatted(version),
                        "Write the blob again, or run the function for it: nephelite invoke %s --data %s"
                                .formatted(
                                        function.function().name(),
                                        message.blob().path()))
                : Fact.of(
                        Fact.Kind.RECEIPT,
                        "A receipt records that %s was queued, so that it is not found again.".formatted(version));
    }

    private List<Fact> notFound(BlobClient.Properties blob) {
        if (function.eventGridOnly()) {
            return List.of(Fact.of(
                    Fact.Kind.NOT_ANNOUNCED,
                    "No event has announced this version of the blob to the function. Its source is EventGrid, so it runs for events only, from the first start of the function on; the blob was written at %s."
                            .formatted(Explanation.time(blob.lastModified())),
                    "Write the blob again, or remove the source from the trigger, so that the host scans for blobs."));
        }
        Optional<Instant> scanned =
                ContainerScanner.storedProgress(function.pattern().container(), function.account(), host);
        if (scanned.filter(blob.lastModified()::isBefore).isPresent()) {
            return List.of(Fact.of(
                    Fact.Kind.OLDER_THAN_SCAN,
                    "The blob was written at %s, before the last complete scan of its container up to %s, which did not find it for this function: the function is newer than the scan, or its path has changed."
                            .formatted(Explanation.time(blob.lastModified()), Explanation.time(scanned.get())),
                    "Write the blob again. Scans look only at blobs that are newer than the last one."));
        }
        List<Fact> facts = new ArrayList<>();
        long behind = eventsBehind();
        if (behind > 0) {
            facts.add(Fact.of(
                    Fact.Kind.EVENTS_BEHIND,
                    "The host has not handled the newest %s events of storage yet.".formatted(behind)));
        }
        facts.add(Fact.of(
                Fact.Kind.NOT_SCANNED,
                "The host has not found this version of the blob, which was written at %s, yet."
                        .formatted(Explanation.time(blob.lastModified())),
                "It finds blobs when storage sends an event, and otherwise by a scan every 10 s, if it listens."));
        return facts;
    }

    private long eventsBehind() {
        try {
            return host.storage().eventsBehind();
        } catch (RemoteStorageException ignored) {
            // The caller finds out what is wrong with storage.
            return 0;
        }
    }
}
