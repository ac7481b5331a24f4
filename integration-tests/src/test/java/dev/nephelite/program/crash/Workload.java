package dev.nephelite.program.crash;

import dev.nephelite.program.crash.BlobSteps.CopyBlob;
import dev.nephelite.program.crash.BlobSteps.CreateContainer;
import dev.nephelite.program.crash.BlobSteps.DeleteBlob;
import dev.nephelite.program.crash.BlobSteps.DeleteContainer;
import dev.nephelite.program.crash.BlobSteps.PutBlob;
import dev.nephelite.program.crash.BlobSteps.PutBlock;
import dev.nephelite.program.crash.BlobSteps.PutBlockList;
import dev.nephelite.program.crash.LogSteps.AppendBlock;
import dev.nephelite.program.crash.LogSteps.StartLog;
import dev.nephelite.program.crash.MarkSteps.AcquireLease;
import dev.nephelite.program.crash.MarkSteps.DeleteMarked;
import dev.nephelite.program.crash.MarkSteps.PutMarked;
import dev.nephelite.program.crash.MarkSteps.ReleaseLease;
import dev.nephelite.program.crash.MarkSteps.SetTag;
import dev.nephelite.program.crash.MarkSteps.TakeSnapshot;
import dev.nephelite.program.crash.ProtectionSteps.DeletePolicy;
import dev.nephelite.program.crash.ProtectionSteps.DeleteUnprotected;
import dev.nephelite.program.crash.ProtectionSteps.PutUnprotected;
import dev.nephelite.program.crash.ProtectionSteps.RefusedDelete;
import dev.nephelite.program.crash.ProtectionSteps.SetLegalHold;
import dev.nephelite.program.crash.ProtectionSteps.SetPolicy;
import dev.nephelite.program.crash.QueueSteps.CreateQueue;
import dev.nephelite.program.crash.QueueSteps.DeleteMessage;
import dev.nephelite.program.crash.QueueSteps.DeleteQueue;
import dev.nephelite.program.crash.QueueSteps.GetMessages;
import dev.nephelite.program.crash.QueueSteps.PutMessage;
import dev.nephelite.program.crash.QueueSteps.UpdateMessage;
import dev.nephelite.program.crash.ResetSteps.ResetContainer;
import dev.nephelite.program.crash.ResetSteps.ResetQueue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses by chance what a client does next, among what has to succeed. A client has two containers and two queues, one
 * of each to stay, the other to be deleted with all that is in it and to be made again.
 */
final class Workload {
    private static final int NAMES_OF_BLOBS = 12;
    private static final int NAMES_OF_LOGS = 2;
    private static final int NAMES_OF_MARKED = 3;
    private static final int NAMES_OF_PROTECTED = 3;
    private static final int MOST_BLOCKS = 8;

    /** Fewer than one look at a queue can show. */
    private static final int MOST_MESSAGES = 24;

    private final String client;
    private final Random random;
    private final Map<String, Inbox> inboxes = new HashMap<>();
    private int messages;

    Workload(String client, Random random) {
        this.client = client;
        this.random = random;
    }

    void forgetMessages() {
        inboxes.clear();
    }

    Step next(State state) {
        boolean passing = isOneOf(4);
        String place = client + (passing ? "-passing" : "-steady");
        return isOneOf(2) ? nextToBlobs(state, place, passing) : nextToMessages(state, place, passing);
    }

    private Step nextToBlobs(State state, String container, boolean passing) {
        if (!state.hasContainer(container)) {
            return new CreateContainer(container);
        }
        if (passing && isOneOf(12)) {
            return new DeleteContainer(container);
        }
        if (isOneOf(50)) {
            return new ResetContainer(container);
        }
        if (isOneOf(5)) {
            return nextToLogs(state, container);
        }
        if (isOneOf(4)) {
            return nextToMarked(state, container);
        }
        if (isOneOf(6)) {
            return nextToProtected(state, container);
        }
        String name = "blob" + random.nextInt(NAMES_OF_BLOBS);
        StoredBlob blob = state.blob(container, name);
        int choice = random.nextInt(9);
        if (choice == 8 && blob.isCommitted()) {
            return new CopyBlob(container, name, "blob" + random.nextInt(NAMES_OF_BLOBS));
        }
        if (choice == 0 && blob.isCommitted()) {
            return new DeleteBlob(container, name);
        }
        if (choice < 4) {
            return new PutBlob(container, name, new Body(random.nextLong()));
        }
        return choice < 6 || blob.waiting().isEmpty()
                ? new PutBlock(container, name, block())
                : new PutBlockList(container, name, someOf(blob));
    }

    private Step nextToLogs(State state, String container) {
        String name = LogSteps.name(random.nextInt(NAMES_OF_LOGS));
        StoredBlob log = state.blob(container, name);
        if (!log.isCommitted() || isOneOf(20)) {
            return new StartLog(container, name);
        }
        return isOneOf(20) ? new DeleteBlob(container, name) : new AppendBlock(container, name, block());
    }

    private Step nextToMarked(State state, String container) {
        String name = MarkSteps.name(random.nextInt(NAMES_OF_MARKED));
        @Nullable MarkedBlob blob = state.marked(container).get(name);
        if (blob == null) {
            return new PutMarked(container, name, new Body(random.nextLong()), null);
        }
        @Nullable UUID lease = blob.lease();
        return switch (random.nextInt(8)) {
            case 0 -> new DeleteMarked(container, name, lease);
            case 1 -> new PutMarked(container, name, new Body(random.nextLong()), lease);
            case 2, 3 -> new SetTag(container, name, Long.toHexString(random.nextLong()), lease);
            case 4, 5 -> new TakeSnapshot(container, name);
            default -> lease == null ? new AcquireLease(container, name) : new ReleaseLease(container, name, lease);
        };
    }

    private Step nextToProtected(State state, String container) {
        String name = ProtectionSteps.name(random.nextInt(NAMES_OF_PROTECTED));
        @Nullable ProtectedBlob blob = state.protectedBlobs(container).get(name);
        if (blob == null) {
            return new PutUnprotected(container, name, new Body(random.nextLong()));
        }
        return switch (random.nextInt(5)) {
            case 0 -> blob.policy() ? new DeletePolicy(container, name) : new SetPolicy(container, name);
            case 1, 2 -> new SetLegalHold(container, name, !blob.legalHold());
            default ->
                blob.isProtected()
                        ? new RefusedDelete(container, name)
                        : isOneOf(2)
                                ? new DeleteUnprotected(container, name)
                                : new PutUnprotected(container, name, new Body(random.nextLong()));
        };
    }

    private Step nextToMessages(State state, String queue, boolean passing) {
        if (!state.hasQueue(queue)) {
            return new CreateQueue(queue);
        }
        Inbox inbox = inboxes.computeIfAbsent(queue, name -> new Inbox());
        if (passing && isOneOf(12)) {
            return new DeleteQueue(queue, inbox);
        }
        if (isOneOf(50)) {
            return new ResetQueue(queue, inbox);
        }
        int choice = random.nextInt(8);
        if (choice < 3 && state.messages(queue).size() < MOST_MESSAGES) {
            return new PutMessage(queue, text(), inbox);
        }
        List<String> held = inbox.texts();
        if (choice < 5 || held.isEmpty()) {
            return new GetMessages(queue, 1 + random.nextInt(MOST_MESSAGES), inbox);
        }
        String one = held.get(random.nextInt(held.size()));
        return choice == 5 ? new UpdateMessage(queue, one, text(), inbox) : new DeleteMessage(queue, one, inbox);
    }

    private Body block() {
        return Stream.generate(() -> new Body(random.nextLong()))
                .filter(body -> body.size() > 0)
                .findFirst()
                .orElseThrow();
    }

    /** Old blocks and new ones in any order; some are left out, and so have to vanish. */
    private List<Body> someOf(StoredBlob blob) {
        List<Body> blocks = new ArrayList<>(blob.committedBlocks());
        blocks.addAll(blob.waiting());
        Collections.shuffle(blocks, random);
        return List.copyOf(blocks.subList(0, Math.min(MOST_BLOCKS, 1 + random.nextInt(blocks.size()))));
    }

    private String text() {
        return MessageText.of(client + "-" + ++messages, random);
    }

    private boolean isOneOf(int many) {
        return random.nextInt(many) == 0;
    }
}
