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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The Blob service of one account. Methods block until the service responds; they throw {@link RemoteStorageException}
 * if it refuses the request or cannot be reached. Thread-safe.
 */
public final class BlobClient {
    private static final int PRECONDITION_FAILED = 412;
    private static final int MAX_PAGE_SIZE = 5000;
    private static final String CONTAINER_NOT_FOUND = "ContainerNotFound";

    private final StorageEndpoint endpoint;
    private final LocalWriteEvents localWriteEvents;

    BlobClient(StorageEndpoint endpoint, LocalWriteEvents localWriteEvents) {
        this.endpoint = endpoint;
        this.localWriteEvents = localWriteEvents;
    }

    /** The URI of a blob, whether or not the blob exists. */
    public URI uri(String container, String name) {
        return endpoint.uri(container + "/" + name);
    }

    /** Downloads a blob; empty if the blob or its container does not exist. */
    public Optional<Blob> get(String container, String name) {
        StorageCall.Reply reply = endpoint.send(blobCall("Get Blob", "GET", container, name));
        return reply.isNotFound()
                ? Optional.empty()
                : Optional.of(new Blob(reply.requireSuccess().body(), propertiesIn(reply)));
    }

    /** Opens a blob for streaming; empty if the blob or its container does not exist. */
    public Optional<OpenBlob> open(String container, String name) {
        StorageCall.StreamedReply streamedReply = endpoint.open(blobCall("Get Blob", "GET", container, name));
        return streamedReply.reply().isNotFound()
                ? Optional.empty()
                : Optional.of(
                        new OpenBlob(streamedReply.requireSuccess().content(), propertiesIn(streamedReply.reply())));
    }

    /**
     * The blob's metadata with names in the case in which they were set. Over HTTPS, the JDK's client loses the case of
     * header names, so the metadata is read from a list of blobs instead.
     */
    public Map<String, String> metadata(String container, String name, Properties known) {
        if (known.metadata().isEmpty() || endpoint.preservesHeaderCase()) {
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

    /** Reads the properties of a blob; empty if the blob or its container does not exist. */
    public Optional<Properties> properties(String container, String name) {
        StorageCall.Reply reply = endpoint.send(blobCall("Get Blob Properties", "HEAD", container, name));
        return reply.isNotFound() ? Optional.empty() : Optional.of(propertiesIn(reply.requireSuccess()));
    }

    /**
     * Writes a block blob, replacing any earlier one. Creates the container if it does not exist.
     *
     * @param headers such as {@code Content-Type} or {@code x-ms-meta-owner}
     */
    public void put(String container, String name, byte[] content, Map<String, String> headers) {
        notifyWritten(container, name, tryPut(container, name, content, headers, false));
    }

    /**
     * Writes a block blob of any length, with at most one block of it in memory, replacing any earlier one. Creates the
     * container if it does not exist. The earlier blob stays readable until this method returns.
     */
    public void put(String container, String name, InputStream content) throws IOException {
        put(container, name, content, Map.of());
    }

    /** Like {@link #put(String, String, InputStream)}, with headers such as {@code x-ms-blob-content-type}. */
    public void put(String container, String name, InputStream content, Map<String, String> headers)
            throws IOException {
        byte[] first = content.readNBytes(BlockUpload.BLOCK_SIZE);
        if (first.length < BlockUpload.BLOCK_SIZE) {
            put(container, name, first, headers);
            return;
        }
        BlockUpload upload = new BlockUpload(endpoint, container + "/" + name);
        if (upload.add(first).code().equals(CONTAINER_NOT_FOUND)) {
            createContainer(container);
            upload.add(first).requireSuccess();
        }
        notifyWritten(container, name, upload.complete(content, headers));
    }

    private void notifyWritten(String container, String name, StorageCall.Reply reply) {
        ETag etag = ETag.parse(reply.requireSuccess().header("ETag", ""));
        localWriteEvents.blob(container, name, etag, reply.trace());
    }

    /** Like {@link #put}, but never replaces a blob. Returns the ETag of the new blob, or empty if a blob exists. */
    public Optional<ETag> putIfAbsent(String container, String name, byte[] content, Map<String, String> headers) {
        StorageCall.Reply reply = tryPut(container, name, content, headers, true);
        if (reply.code().equals("BlobAlreadyExists") || reply.status() == PRECONDITION_FAILED) {
            return Optional.empty();
        }
        return Optional.of(ETag.parse(reply.requireSuccess().header("ETag", "")));
    }

    /**
     * Like {@link #put}, but only replaces the blob with the ETag {@code version}; returns false if it has changed or
     * no longer exists.
     */
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
            String container, String name, byte[] content, Map<String, String> headers, boolean ifAbsent) {
        StorageCall.Reply reply = putOnce(container, name, content, headers, ifAbsent);
        if (!reply.code().equals(CONTAINER_NOT_FOUND)) {
            return reply;
        }
        createContainer(container);
        return putOnce(container, name, content, headers, ifAbsent);
    }

    private StorageCall.Reply putOnce(
            String container, String name, byte[] content, Map<String, String> headers, boolean ifAbsent) {
        StorageCall storageCall = blobCall("Put Blob", "PUT", container, name)
                .header("x-ms-blob-type", "BlockBlob")
                .body(content);
        headers.forEach(storageCall::header);
        return endpoint.send(ifAbsent ? storageCall.header("If-None-Match", "*") : storageCall);
    }

    /**
     * A lease on the blob, not acquired yet.
     *
     * @param id the lease id to propose; must be unique
     */
    public BlobLease lease(String container, String name, UUID id) {
        return new BlobLease(endpoint, container + "/" + name, id);
    }

    /** Deletes the blob; returns false if it did not exist. */
    public boolean delete(String container, String name) {
        StorageCall.Reply reply = endpoint.send(blobCall("Delete Blob", "DELETE", container, name));
        return !reply.isNotFound() && reply.requireSuccess().isSuccess();
    }

    /** Deletes the blob with its snapshots; returns false if it did not exist. */
    public boolean deleteWithSnapshots(String container, String name) {
        StorageCall.Reply reply = endpoint.send(
                blobCall("Delete Blob", "DELETE", container, name).header("x-ms-delete-snapshots", "include"));
        return !reply.isNotFound() && reply.requireSuccess().isSuccess();
    }

    /**
     * Copies a blob of this account, replacing any earlier one. Creates the container if it does not exist.
     *
     * @return false if the source does not exist
     */
    public boolean copy(String fromContainer, String from, String container, String name) {
        StorageCall.Reply reply = copyOnce(fromContainer, from, container, name);
        if (reply.code().equals(CONTAINER_NOT_FOUND)
                && properties(fromContainer, from).isPresent()) {
            createContainer(container);
            reply = copyOnce(fromContainer, from, container, name);
        }
        return !reply.isNotFound() && reply.requireSuccess().isSuccess();
    }

    private StorageCall.Reply copyOnce(String fromContainer, String from, String container, String name) {
        return endpoint.send(blobCall("Copy Blob", "PUT", container, name)
                .header("x-ms-copy-source", uri(fromContainer, from).toString()));
    }

    /** The names of all containers, in their order. */
    public List<String> containers() {
        List<String> names = new ArrayList<>();
        @Nullable String marker = null;
        do {
            StorageCall call = StorageCall.of("List Containers", "GET", "").query("comp", "list");
            XmlElement page = endpoint.send(marker == null ? call : call.query("marker", marker))
                    .requireSuccess()
                    .xml();
            page.child("Containers").stream()
                    .flatMap(all -> all.children("Container"))
                    .flatMap(container -> container.textOf("Name").stream())
                    .forEach(names::add);
            marker = page.textOf("NextMarker").filter(next -> !next.isEmpty()).orElse(null);
        } while (marker != null);
        return names;
    }

    /** Deletes the container with its blobs; returns false if it did not exist. */
    public boolean deleteContainer(String name) {
        StorageCall.Reply reply = endpoint.send(StorageCall.of("Delete Container '" + name + "'", "DELETE", name)
                .query("restype", "container"));
        return !reply.isNotFound() && reply.requireSuccess().isSuccess();
    }

    /**
     * Lists blobs by name; the list is empty if the container does not exist.
     *
     * @param marker the previous page's {@link Page#nextMarker}, or null for the first page
     */
    public Page list(String container, String prefix, @Nullable String marker) {
        return list(container, prefix, marker, MAX_PAGE_SIZE);
    }

    /** Like {@link #list(String, String, String)}, with at most {@code maxResults} blobs per page. */
    public Page list(String container, String prefix, @Nullable String marker, int maxResults) {
        StorageCall storageCall = listCall(container);
        if (maxResults < MAX_PAGE_SIZE) {
            storageCall.query("maxresults", maxResults);
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

    /** Creates the container; returns false if it exists already. */
    public boolean createContainer(String name) {
        StorageCall.Reply reply = endpoint.send(
                StorageCall.of("Create Container '" + name + "'", "PUT", name).query("restype", "container"));
        return !reply.code().equals("ContainerAlreadyExists")
                && reply.requireSuccess().isSuccess();
    }

    private static StorageCall blobCall(String operation, String method, String container, String name) {
        String path = container + "/" + name;
        return StorageCall.of(operation + " '" + path + "'", method, path);
    }

    private static Page.Entry entry(XmlElement blob) {
        XmlElement properties = blob.child("Properties").orElse(blob);
        return new Page.Entry(
                blob.textOf("Name").orElse(""),
                ETag.parse(properties.textOf("Etag").orElse("")),
                properties.textOf("Last-Modified").map(HttpDate::parse).orElse(Instant.EPOCH),
                properties.textOf("BlobType").orElse("BlockBlob"),
                properties.textOf("Content-Length").map(Long::parseLong).orElse(0L));
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

    private static Instant date(StorageCall.Reply reply, String header, Instant defaultValue) {
        @Nullable String value = reply.header(header);
        return value == null ? defaultValue : HttpDate.parse(value);
    }

    /** A blob with its whole content. The array is shared, not copied, and must not be changed. */
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
     * A blob whose content is streamed.
     *
     * @param properties those of the version that is being read
     */
    public record OpenBlob(InputStream content, Properties properties) implements AutoCloseable {
        /** Discards what has not been read. */
        @Override
        public void close() {
            try {
                content.close();
            } catch (IOException ignored) {
                // The content is discarded, so a broken connection does not matter.
            }
        }
    }

    /**
     * The properties of a blob.
     *
     * @param createdOn equal to {@code lastModified} if the service does not report it
     * @param blobType such as {@code BlockBlob}
     * @param metadata lookups ignore the case of names
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
     * One page of the blobs of a container, ordered by name.
     *
     * @param nextMarker where the next page starts; null on the last page
     * @param asOf the time of the response on the clock of the server, in whole seconds
     */
    public record Page(List<Entry> blobs, @Nullable String nextMarker, Instant asOf) {
        public Page {
            blobs = List.copyOf(blobs);
        }

        /**
         * One listed blob.
         *
         * @param length in bytes
         */
        public record Entry(String name, ETag etag, Instant lastModified, String blobType, long length) {}
    }

    /** Uploads one block blob block by block. */
    private static final class BlockUpload {
        static final int BLOCK_SIZE = 4 << 20;

        private final StorageEndpoint endpoint;
        private final String blob;
        private final List<String> ids = new ArrayList<>();

        BlockUpload(StorageEndpoint endpoint, String blob) {
            this.endpoint = endpoint;
            this.blob = blob;
        }

        /** Uploads the next block. It becomes part of the blob only if the reply is a success. */
        StorageCall.Reply add(byte[] block) {
            String id = Base64.getEncoder()
                    .encodeToString(
                            String.format(Locale.ROOT, "block-%06d", ids.size()).getBytes(StandardCharsets.US_ASCII));
            StorageCall.Reply storageReply = endpoint.send(StorageCall.of("Put Block of '" + blob + "'", "PUT", blob)
                    .query("comp", "block")
                    .query("blockid", id)
                    .body(block));
            if (storageReply.isSuccess()) {
                ids.add(id);
            }
            return storageReply;
        }

        /** Uploads {@code rest} and commits all blocks; returns the reply to Put Block List. */
        StorageCall.Reply complete(InputStream rest, Map<String, String> headers) throws IOException {
            for (byte[] block = next(rest); block.length > 0; block = next(rest)) {
                add(block).requireSuccess();
            }
            StringBuilder list = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>");
            ids.forEach(id -> list.append("<Latest>").append(id).append("</Latest>"));
            byte[] document = list.append("</BlockList>").toString().getBytes(StandardCharsets.UTF_8);
            StorageCall call = StorageCall.of("Put Block List of '" + blob + "'", "PUT", blob)
                    .query("comp", "blocklist")
                    .body(document);
            headers.forEach(call::header);
            return endpoint.send(call);
        }

        private static byte[] next(InputStream rest) throws IOException {
            return rest.readNBytes(BLOCK_SIZE);
        }
    }
}
