package dev.nephelite.program.crash;

import dev.nephelite.emulator.xml.XmlElement;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at everything that belongs to one client, by every way there is to look at it. */
record Inspection(Storage storage, String client) {
    private static final Executor SOON = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

    /** Far more than it takes until the last hidden message can be seen. */
    private static final int MOST_LOOKS = 200;

    Picture picture() throws IOException, InterruptedException {
        Picture picture = new Picture();
        for (String container : names(storage.blobs(), "Containers", "Container")) {
            picture.add("container " + container, "there");
            XmlElement list = storage.blobs()
                    .document("/" + container + "?restype=container&comp=list&include=uncommittedblobs,snapshots,tags,"
                            + "immutabilitypolicy,legalhold");
            for (XmlElement blob : list.child("Blobs").orElseThrow().children()) {
                String name = blob.textOf("Name").orElseThrow();
                if (MarkSteps.isMarked(name)) {
                    addMarked(picture, container, blob);
                } else if (ProtectionSteps.isProtected(name)) {
                    addProtected(picture, container, blob);
                } else {
                    addBlob(picture, container, blob);
                }
            }
        }
        for (String queue : names(storage.queues(), "Queues", "Queue")) {
            addQueue(picture, queue);
        }
        return picture;
    }

    private List<String> names(Wire service, String plural, String singular) throws IOException, InterruptedException {
        return service.document("/?comp=list&prefix=" + client + "-")
                .child(plural)
                .orElseThrow()
                .children(singular)
                .map(found -> found.textOf("Name").orElseThrow())
                .toList();
    }

    private void addBlob(Picture picture, String container, XmlElement listed)
            throws IOException, InterruptedException {
        String path = container + "/" + listed.textOf("Name").orElseThrow();
        XmlElement properties = listed.child("Properties").orElseThrow();
        picture.add("list entry " + path, properties.textOf("Content-Length").orElseThrow() + " bytes");
        if (!LogSteps.isLog(listed.textOf("Name").orElseThrow())) {
            XmlElement blocks = storage.blobs().document("/" + path + "?comp=blocklist&blocklisttype=all");
            picture.add("committed blocks of " + path, blocks(blocks, "CommittedBlocks"));
            picture.add("waiting blocks of " + path, blocks(blocks, "UncommittedBlocks"));
        }
        boolean committed = properties.child("Etag").isPresent();
        HttpResponse<byte[]> content = storage.blobs().get("/" + path);
        if (content.statusCode() == 200) {
            picture.add("blob " + path, Picture.of(content.body()));
        } else if (committed) {
            picture.add("blob " + path, "something that is listed, but answers " + content.statusCode());
        }
    }

    /** Snapshots come before their blob, the oldest first. */
    private void addMarked(Picture picture, String container, XmlElement listed)
            throws IOException, InterruptedException {
        String path = container + "/" + listed.textOf("Name").orElseThrow();
        Optional<String> snapshot = listed.textOf("Snapshot").filter(moment -> !moment.isEmpty());
        if (snapshot.isPresent()) {
            HttpResponse<byte[]> content = storage.blobs()
                    .get("/" + path + "?snapshot=" + URLEncoder.encode(snapshot.get(), StandardCharsets.UTF_8));
            picture.add("snapshot of " + path, looks(content));
            return;
        }
        XmlElement properties = listed.child("Properties").orElseThrow();
        picture.add("list entry " + path, properties.textOf("Content-Length").orElseThrow() + " bytes");
        picture.add("lease of " + path, properties.textOf("LeaseState").orElseThrow());
        String tag = storage.blobs().document("/" + path + "?comp=tags").child("TagSet").stream()
                .flatMap(set -> set.children("Tag"))
                .map(one -> one.textOf("Value").orElseThrow())
                .collect(Collectors.joining(", "));
        picture.add("tag of " + path, tag.isEmpty() ? "null" : tag);
        picture.add("blob " + path, looks(storage.blobs().get("/" + path)));
    }

    /** Tries to delete a blob that is said to be protected: that has to be refused. */
    private void addProtected(Picture picture, String container, XmlElement listed)
            throws IOException, InterruptedException {
        String path = container + "/" + listed.textOf("Name").orElseThrow();
        XmlElement properties = listed.child("Properties").orElseThrow();
        boolean policy = properties.child("ImmutabilityPolicyUntilDate").isPresent();
        boolean legalHold = properties.child("LegalHold").isPresent();
        picture.add("list entry " + path, properties.textOf("Content-Length").orElseThrow() + " bytes");
        picture.add("protection of " + path, ProtectedBlob.describe(legalHold, policy));
        if (policy || legalHold) {
            storage.blobs().require(409, "DELETE", "/" + path);
        }
        picture.add("blob " + path, looks(storage.blobs().get("/" + path)));
    }

    private static String looks(HttpResponse<byte[]> content) {
        return content.statusCode() == 200
                ? Picture.of(content.body())
                : "something that is listed, but answers " + content.statusCode();
    }

    private static List<String> blocks(XmlElement lists, String kind) {
        return lists.child(kind).stream()
                .flatMap(list -> list.children("Block"))
                .map(block -> block.textOf("Name").orElseThrow() + ":"
                        + block.textOf("Size").orElseThrow())
                .toList();
    }

    private void addQueue(Picture picture, String queue) throws IOException, InterruptedException {
        long count = storage.queues()
                .require(200, "GET", "/" + queue + "?comp=metadata")
                .headers()
                .firstValueAsLong("x-ms-approximate-messages-count")
                .orElseThrow();
        picture.add("queue " + queue, count + " messages");
        List<String> texts = visible(queue).toList();
        for (int looks = 1; texts.size() < count && looks < MOST_LOOKS; looks++) {
            CompletableFuture.runAsync(() -> {}, SOON).join();
            texts = visible(queue).toList();
        }
        texts.forEach(text -> picture.add(MessageText.thing(queue, text), Picture.of(text)));
    }

    private Stream<String> visible(String queue) throws IOException, InterruptedException {
        return storage.queues()
                .document("/" + queue + "/messages?peekonly=true&numofmessages=32")
                .children("QueueMessage")
                .map(message -> message.textOf("MessageText").orElseThrow());
    }
}
