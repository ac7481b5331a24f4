package dev.nephelite.program.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** What has to be stored for one client, and what the event log has to tell of it. */
final class State {
    private final SortedMap<String, Blobs> containers = new TreeMap<>();
    private final SortedMap<String, Set<String>> queues = new TreeMap<>();
    private final List<String> events = new ArrayList<>();

    /** What is stored, without events. */
    State copy() {
        State copy = new State();
        containers.forEach((name, blobs) -> copy.containers.put(name, blobs.copy()));
        queues.forEach((name, texts) -> copy.queues.put(name, new TreeSet<>(texts)));
        return copy;
    }

    /** Removes all containers and queues. */
    void clear() {
        containers.clear();
        queues.clear();
    }

    boolean isEmpty() {
        return containers.isEmpty() && queues.isEmpty();
    }

    boolean hasContainer(String name) {
        return containers.containsKey(name);
    }

    void createContainer(String name) {
        containers.put(name, new Blobs(new TreeMap<>(), new TreeMap<>(), new TreeMap<>()));
    }

    void deleteContainer(String name) {
        containers.remove(name);
    }

    /** The blobs of a container, with those of which there are only blocks. */
    Map<String, StoredBlob> blobs(String container) {
        return in(container).plain();
    }

    StoredBlob blob(String container, String name) {
        return blobs(container).getOrDefault(name, StoredBlob.NONE);
    }

    /** The blobs of a container that have tags, leases and snapshots. */
    Map<String, MarkedBlob> marked(String container) {
        return in(container).marked();
    }

    void changeMarked(String container, String name, UnaryOperator<MarkedBlob> change) {
        marked(container).computeIfPresent(name, (same, blob) -> change.apply(blob));
    }

    /** The blobs of a container that are protected now and then. */
    Map<String, ProtectedBlob> protectedBlobs(String container) {
        return in(container).protectedBlobs();
    }

    private Blobs in(String container) {
        return Objects.requireNonNull(containers.get(container));
    }

    boolean hasQueue(String name) {
        return queues.containsKey(name);
    }

    void createQueue(String name) {
        queues.put(name, new TreeSet<>());
    }

    void deleteQueue(String name) {
        queues.remove(name);
    }

    /** The texts of the messages in a queue. */
    Set<String> messages(String queue) {
        return Objects.requireNonNull(queues.get(queue));
    }

    void happened(String event) {
        events.add(event);
    }

    /** Turns to the next page of the event log. */
    void forgetEvents() {
        events.clear();
    }

    Picture picture() {
        Picture picture = new Picture();
        containers.forEach((container, blobs) -> {
            picture.add("container " + container, "there");
            blobs.plain().forEach((name, blob) -> blob.show(picture, container + "/" + name));
            blobs.marked().forEach((name, blob) -> blob.show(picture, container + "/" + name));
            blobs.protectedBlobs().forEach((name, blob) -> blob.show(picture, container + "/" + name));
        });
        queues.forEach((queue, texts) -> {
            picture.add("queue " + queue, texts.size() + " messages");
            texts.forEach(text -> picture.add(MessageText.thing(queue, text), Picture.of(text)));
        });
        picture.events().addAll(events);
        return picture;
    }

    /**
     * What is in one container.
     *
     * @param plain with those of which there are only blocks
     * @param marked with tags, leases and snapshots
     * @param protectedBlobs with legal holds and immutability policies
     */
    private record Blobs(
            SortedMap<String, StoredBlob> plain,
            SortedMap<String, MarkedBlob> marked,
            SortedMap<String, ProtectedBlob> protectedBlobs) {
        Blobs copy() {
            return new Blobs(new TreeMap<>(plain), new TreeMap<>(marked), new TreeMap<>(protectedBlobs));
        }
    }
}
