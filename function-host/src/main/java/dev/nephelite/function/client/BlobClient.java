package dev.nephelite.function.client;

import dev.nephelite.emulator.value.ETag;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.emulator.xml.XmlElement;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The Blob service of one account. Methods wait for the server and throw {@link RemoteStorageException} when it refuses or
 * is not there. Safe for concurrent use.
 */
public final class BlobClient {
    private static final int PRECONDITION_FAILED = 412;
    private static final int LARGEST_PAGE = 5000;
    private static final String CONTAINER_NOT_FOUND = "ContainerNotFound";

    private final Endpoint endpoint;
    private final LocalWriteEvents localWriteEvents;

    BlobClient(Endpoint endpoint, LocalWriteEvents localWriteEvents) {
        this.endpoint = endpoint;
        this.localWriteEvents = localWriteEvents;
    }

    /** Where the blob is, whether there is one or not. */
    public URI uri(String container, String name) {
        return endpoint.uri(container + "/" + name);
    }

    /** Returns the blob with its content, or nothing when it or its container is missing. */
    public Optional<Blob> get(String container, String name) {
        StorageCall.Reply reply = endpoint.send(onBlob("Get Blob", "GET", container, name));
        return reply.isNotFound()
                ? Optional.empty()
                : Optional.of(new Blob(reply.requireSuccess().body(), propertiesIn(reply)));
    }

    /** Opens the blob, whose content comes as it is read, or nothing when it or its container is missing. */
    public Optional<OpenBlob> open(String container, String name) {
        StorageCall.StreamedReply streamedReply = endpoint.open(onBlob("Get Blob", "GET", container, name));
        return streamedReply.reply().isNotFound()
                ? Optional.empty()
                : Optional.of(
                        new OpenBlob(streamedReply.requireSuccess().content(), propertiesIn(streamedReply.reply())));
    }

    /**
     * The blob's metadata with its names as they were written. Over HTTPS, headers lose the case of their names on their
     * way through the JDK; a list does not.
     */
    public Map<String, String> metadata(String container, String name, Properties known) {
        if (known.metadata().isEmpty() || endpoint.keepsCaseOfHeaders()) {
            return known.metadata();
        }
        StorageCall storageCall = listCall(container)
                .query("prefix", name)
                .query("include", "metadata")
                .query("maxresults", 1);
        return endpoint.send(storageCall).requireSuccess().xml().child("Blobs").stream()
                .flatMap(blobs -> blobs.children("Blob"))
                .filter(blob -> blob.textOf("Name").filter(name::equals).isPresent())
                .findFirst()
                .flatMap(blob -> blob.child("Metadata"))
                .map(metadata -> metadata.children().stream()
                        .collect(Collectors.toMap(XmlElement::name, XmlElement::text, (one, other) -> one)))
                .orElse(known.metadata());
    }

    /** Returns what the blob is, or nothing when it or its container is missing. */
    public Optional<Properties> properties(String container, String name) {
        StorageCall.Reply reply = endpoint.send(onBlob("Get Blob Properties", "HEAD", container, name));
        return reply.isNotFound() ? Optional.empty() : Optional.of(propertiesIn(reply.requireSuccess()));
    }

    /**
     * Writes a block blob, whatever was there before, and the container when it is missing.
     *
     * @param headers such as {@code Content-Type} or {@code x-ms-meta-owner}
     */
    public void put(String container, String name, byte[] content, Map<String, String> headers) {
        written(container, name, tryPut(container, name, content, headers, false));
    }

    /**
     * Writes a block blob of any length, holding no more than a block of it, over whatever was there before, and the
     * container when it is missing. As long as it has not returned, the blob is what it was.
     */
    public void put(String container, String name, InputStream content) throws IOException {
        byte[] first = content.readNBytes(BlockUpload.BLOCK_SIZE);
        if (first.length < BlockUpload.BLOCK_SIZE) {
            put(container, name, first, Map.of());
            return;
        }
        BlockUpload upload = new BlockUpload(endpoint, container + "/" + name);
        if (upload.add(first).code().equals(CONTAINER_NOT_FOUND)) {
            createContainer(container);
            upload.add(first).requireSuccess();
        }
        written(container, name, upload.complete(content));
    }

    private void written(String container, String name, StorageCall.Reply reply) {
        localWriteEvents.blob(container, name, ETag.parse(reply.requireSuccess().header("ETag", "")));
    }

    /** Like {@link #put}, but leaves a blob that is there alone and returns nothing; else the version it has made. */
    public Optional<ETag> putIfAbsent(String container, String name, byte[] content, Map<String, String> headers) {
        StorageCall.Reply reply = tryPut(container, name, content, headers, true);
        if (reply.code().equals("BlobAlreadyExists") || reply.status() == PRECONDITION_FAILED) {
            return Optional.empty();
        }
        return Optional.of(ETag.parse(reply.requireSuccess().header("ETag", "")));
    }

    /** Like {@link #put}, but leaves the blob alone and returns false when it is of another version by now, or gone. */
    public boolean putIfMatch(
            String container, String name, byte[] content, Map<String, String> headers, ETag version) {
        Map<String, String> conditional = new HashMap<>(headers);
        conditional.put("If-Match", version.toString());
        StorageCall.Reply reply = putOnce(container, name, content, conditional, false);
        if (reply.isNotFound() || reply.status() == PRECONDITION_FAILED) {
            return false;
        }
        reply.requireSuccess();
        return true;
    }

    private StorageCall.Reply tryPut(
            String container, String name, byte[] content, Map<String, String> headers, boolean onlyIfAbsent) {
        StorageCall.Reply reply = putOnce(container, name, content, headers, onlyIfAbsent);
        if (!reply.code().equals(CONTAINER_NOT_FOUND)) {
            return reply;
        }
        createContainer(container);
        return putOnce(container, name, content, headers, onlyIfAbsent);
    }

    private StorageCall.Reply putOnce(
            String container, String name, byte[] content, Map<String, String> headers, boolean onlyIfAbsent) {
        StorageCall storageCall = onBlob("Put Blob", "PUT", container, name)
                .header("x-ms-blob-type", "BlockBlob")
                .body(content);
        headers.forEach(storageCall::header);
        return endpoint.send(onlyIfAbsent ? storageCall.header("If-None-Match", "*") : storageCall);
    }

    /**
     * A claim to the blob, not yet asked for.
     *
     * @param id whose the claim is; one that nobody else uses
     */
    public BlobLease lease(String container, String name, UUID id) {
        return new BlobLease(endpoint, container + "/" + name, id);
    }

    /** Deletes the blob; returns whether it was there. */
    public boolean delete(String container, String name) {
        StorageCall.Reply reply = endpoint.send(onBlob("Delete Blob", "DELETE", container, name));
        return !reply.isNotFound() && reply.requireSuccess().isSuccess();
    }

    /**
     * Lists blobs by name; a missing container has none.
     *
     * @param marker of the page before, or null for the first
     */
    public Page list(String container, String prefix, @Nullable String marker) {
        return list(container, prefix, marker, LARGEST_PAGE);
    }

    /** Like {@link #list(String, String, String)}, but {@code most} blobs at once. */
    public Page list(String container, String prefix, @Nullable String marker, int most) {
        StorageCall storageCall = listCall(container);
        if (most < LARGEST_PAGE) {
            storageCall.query("maxresults", most);
        }
        if (!prefix.isEmpty()) {
            storageCall.query("prefix", prefix);
        }
        StorageCall.Reply reply = endpoint.send(marker == null ? storageCall : storageCall.query("marker", marker));
        if (reply.code().equals(CONTAINER_NOT_FOUND)) {
            return new Page(List.of(), null, date(reply, "Date", Instant.EPOCH));
        }
        XmlElement page = reply.requireSuccess().xml();
        List<Page.Entry> blobs = page.child("Blobs").stream()
                .flatMap(all -> all.children("Blob"))
                .map(BlobClient::entry)
                .toList();
        return new Page(
                blobs,
                page.textOf("NextMarker").filter(next -> !next.isEmpty()).orElse(null),
                date(reply, "Date", Instant.EPOCH));
    }

    private static StorageCall listCall(String container) {
        return StorageCall.of("List Blobs of container '" + container + "'", "GET", container)
                .query("restype", "container")
                .query("comp", "list");
    }

    /** Creates the container; returns false when it is there already. */
    public boolean createContainer(String name) {
        StorageCall.Reply reply = endpoint.send(
                StorageCall.of("Create Container '" + name + "'", "PUT", name).query("restype", "container"));
        return !reply.code().equals("ContainerAlreadyExists")
                && reply.requireSuccess().isSuccess();
    }

    private static StorageCall onBlob(String operation, String method, String container, String name) {
        String path = container + "/" + name;
        return StorageCall.of(operation + " '" + path + "'", method, path);
    }

    private static Page.Entry entry(XmlElement blob) {
        XmlElement properties = blob.child("Properties").orElse(blob);
        return new Page.Entry(
                blob.textOf("Name").orElse(""),
                ETag.parse(properties.textOf("Etag").orElse("")),
                properties.textOf("Last-Modified").map(HttpDate::parse).orElse(Instant.EPOCH),
                properties.textOf("BlobType").orElse("BlockBlob"));
    }

    private static Properties propertiesIn(StorageCall.Reply reply) {
        Instant lastModified = date(reply, "Last-Modified", Instant.EPOCH);
        return new Properties(
                ETag.parse(reply.header("ETag", "")),
                lastModified,
                date(reply, "x-ms-creation-time", lastModified),
                Long.parseLong(reply.header("Content-Length", "0")),
                reply.header("Content-Type", "application/octet-stream"),
                reply.header("x-ms-blob-type", "BlockBlob"),
                reply.metadata());
    }

    private static Instant date(StorageCall.Reply reply, String header, Instant otherwise) {
        @Nullable String value = reply.header(header);
        return value == null ? otherwise : HttpDate.parse(value);
    }

    /** A blob with its whole content. The array is shared, not copied; nobody changes it. */
    public static final class Blob {
        private final byte[] content;
        private final Properties properties;

        Blob(byte[] content, Properties properties) {
            this.content = content;
            this.properties = properties;
        }

        public byte[] content() {
            return content;
        }

        public Properties properties() {
            return properties;
        }
    }

    /**
     * A blob whose content comes as it is read.
     *
     * @param properties as they were when it was opened, and as its content belongs to them
     */
    public record OpenBlob(InputStream content, Properties properties) implements AutoCloseable {
        /** Lets go of what was not read. */
        @Override
        public void close() {
            try {
                content.close();
            } catch (IOException alreadyBroken) {
                // Nobody wants the rest.
            }
        }
    }

    /**
     * What a blob is, its content aside.
     *
     * @param createdOn equal to {@code lastModified} where the server does not tell
     * @param blobType such as {@code BlockBlob}
     * @param metadata names are looked up ignoring case
     */
    public record Properties(
            ETag etag,
            Instant lastModified,
            Instant createdOn,
            long contentLength,
            String contentType,
            String blobType,
            Map<String, String> metadata) {
        public Properties {
            Map<String, String> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            ignoringCase.putAll(metadata);
            metadata = Collections.unmodifiableMap(ignoringCase);
        }
    }

    /**
     * Some of the blobs of a container, by name.
     *
     * @param nextMarker where the next page begins, or null when this is the last
     * @param asOf when they were listed, to the second, on the clock of the server
     */
    public record Page(List<Entry> blobs, @Nullable String nextMarker, Instant asOf) {
        public Page {
            blobs = List.copyOf(blobs);
        }

        /** One blob of a list. */
        public record Entry(String name, ETag etag, Instant lastModified, String blobType) {}
    }

    /** Puts one block blob together, block by block. */
    private static final class BlockUpload {
        static final int BLOCK_SIZE = 4 << 20;

        private final Endpoint endpoint;
        private final String blob;
        private final List<String> ids = new ArrayList<>();

        BlockUpload(Endpoint endpoint, String blob) {
            this.endpoint = endpoint;
            this.blob = blob;
        }

        /** Sends the next block, which counts only if the service takes it. */
        StorageCall.Reply add(byte[] block) {
            String id = Base64.getEncoder()
                    .encodeToString("block-%06d".formatted(ids.size()).getBytes(StandardCharsets.US_ASCII));
            StorageCall.Reply storageReply = endpoint.send(StorageCall.of("Put Block of '" + blob + "'", "PUT", blob)
                    .query("comp", "block")
                    .query("blockid", id)
                    .body(block));
            if (storageReply.isSuccess()) {
                ids.add(id);
            }
            return storageReply;
        }

        /** Sends {@code rest} and makes all of it the blob; returns what the service said to that. */
        StorageCall.Reply complete(InputStream rest) throws IOException {
            for (byte[] block = next(rest); block.length > 0; block = next(rest)) {
                add(block).requireSuccess();
            }
            StringBuilder list = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>");
            ids.forEach(id -> list.append("<Latest>").append(id).append("</Latest>"));
            byte[] document = list.append("</BlockList>").toString().getBytes(StandardCharsets.UTF_8);
            return endpoint.send(StorageCall.of("Put Block List of '" + blob + "'", "PUT", blob)
                    .query("comp", "blocklist")
                    .body(document));
        }

        private static byte[] next(InputStream rest) throws IOException {
            return rest.readNBytes(BLOCK_SIZE);
        }
    }
}
