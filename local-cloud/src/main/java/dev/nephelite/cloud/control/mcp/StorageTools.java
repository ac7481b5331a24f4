package dev.nephelite.cloud.control.mcp;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.cloud.control.mcp.ControlApi.Answer;
import dev.nephelite.cloud.control.mcp.ControlApi.Call;
import dev.nephelite.cloud.control.mcp.Tool.ToolException;
import dev.nephelite.cloud.control.resource.ControlledCloud;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The tools that read and write blobs and messages. */
record StorageTools(ControlApi api, ControlledCloud cloud) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int PAGE = 200;
    private static final int USUAL_LENGTH = 64 * 1024;
    private static final int MAX_LENGTH = 1024 * 1024;
    private static final int MAX_MESSAGES = 32;
    private static final int MAX_VISIBILITY_TIMEOUT = 7 * 24 * 60 * 60;
    private static final List<String> BLOB_PROPERTIES =
            List.of("Content-Length", "Content-Type", "Last-Modified", "Etag", "BlobType", "LeaseState");
    private static final Map<String, String> BLOB_HEADERS = Map.of(
            "contentType", "Content-Type",
            "etag", "ETag",
            "lastModified", "Last-Modified",
            "blobType", "x-ms-blob-type");

    CompletionStage<ObjectNode> listContainers(ToolArguments arguments) throws IOException {
        return list(call("GET", "blob", arguments, ""), arguments)
                .send()
                .thenApply(answer -> page(answer, "containers", "Containers", "Container", List.of("Last-Modified")));
    }

    CompletionStage<ObjectNode> listQueues(ToolArguments arguments) throws IOException {
        return list(call("GET", "queue", arguments, ""), arguments)
                .send()
                .thenApply(answer -> page(answer, "queues", "Queues", "Queue", List.of()));
    }

    CompletionStage<ObjectNode> listBlobs(ToolArguments arguments) throws IOException {
        return list(call("GET", "blob", arguments, container(arguments)), arguments)
                .query("restype", "container")
                .query("delimiter", arguments.text("delimiter"))
                .send()
                .thenApply(answer -> {
                    ObjectNode page = page(answer, "blobs", "Blobs", "Blob", BLOB_PROPERTIES);
                    if (arguments.has("delimiter")) {
                        ArrayNode folders = page.putArray("prefixes");
                        answer.xml().child("Blobs").ifPresent(blobs -> blobs.children("BlobPrefix")
                                .forEach(folder ->
                                        folders.add(folder.textOf("Name").orElse(""))));
                    }
                    return page;
                });
    }

    private static Call list(Call call, ToolArguments arguments) {
        return call.query("comp", "list")
                .query("prefix", arguments.text("prefix"))
                .query("marker", arguments.text("marker"))
                .query("maxresults", PAGE);
    }

    /** A page of a list, whose elements have a name and some of their properties. */
    private static ObjectNode page(Answer answer, String name, String listTag, String tag, List<String> properties) {
        ObjectNode page = JSON.createObjectNode();
        ArrayNode elements = page.putArray(name);
        XmlElement listed = answer.xml();
        listed.child(listTag).ifPresent(list -> list.children(tag).forEach(element -> {
            ObjectNode shown =
                    elements.addObject().put("name", element.textOf("Name").orElse(""));
            Optional<XmlElement> all = element.child("Properties");
            properties.forEach(property -> all.flatMap(found -> found.textOf(property))
                    .ifPresent(value -> shown.put(camelCase(property), value)));
        }));
        listed.textOf("NextMarker")
                .filter(marker -> !marker.isEmpty())
                .ifPresent(marker -> page.put("nextMarker", marker));
        return page;
    }

    /** {@code Content-Length} as {@code contentLength}. */
    private static String camelCase(String property) {
        String joined = property.replace("-", "");
        return Character.toLowerCase(joined.charAt(0)) + joined.substring(1);
    }

    CompletionStage<ObjectNode> readBlob(ToolArguments arguments) throws IOException {
        long offset = arguments.number("offset", 0, 0, Long.MAX_VALUE - MAX_LENGTH);
        long length = arguments.number("length", USUAL_LENGTH, 1, MAX_LENGTH);
        return call("HEAD", "blob", arguments, blob(arguments)).send().thenCompose(head -> {
            long total =
                    Long.parseLong(Objects.requireNonNullElse(head.headers().get("Content-Length"), "0"));
            ObjectNode shown = JSON.createObjectNode().put("length", total);
            BLOB_HEADERS.forEach(
                    (name, header) -> shown.put(name, head.headers().get(header)));
            ObjectNode metadata = shown.putObject("metadata");
            head.headers().withPrefix("x-ms-meta-").forEach(metadata::put);
            if (offset >= total) {
                return CompletableFuture.completedFuture(content(shown, offset, new byte[0]));
            }
            try {
                return call("GET", "blob", arguments, blob(arguments))
                        .header("x-ms-range", "bytes=" + offset + "-" + (offset + length - 1))
                        .send()
                        .thenApply(part -> content(shown, offset, part.body()));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        });
    }

    private static ObjectNode content(ObjectNode shown, long offset, byte[] content) {
        shown.put("offset", offset)
                .put(
                        "complete",
                        offset == 0 && content.length == shown.path("length").asLong());
        @Nullable String text = text(content);
        return text == null
                ? shown.put("base64", Base64.getEncoder().encodeToString(content))
                : shown.put("text", text);
    }

    /** The text that the bytes are in UTF-8; null if they are something else. */
    private static @Nullable String text(byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            boolean printable = text.chars().noneMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c));
            return printable ? text : null;
        } catch (CharacterCodingException noText) {
            return null;
        }
    }

    CompletionStage<ObjectNode> writeBlob(ToolArguments arguments) throws IOException {
        @Nullable String text = arguments.text("text");
        @Nullable String base64 = arguments.text("base64");
        if ((text == null) == (base64 == null)) {
            throw new ToolException("Give the content either as text or as base64.");
        }
        byte[] content = base64 == null
                ? String.valueOf(text).getBytes(StandardCharsets.UTF_8)
                : decoded(base64).orElseThrow(() -> new ToolException("The argument 'base64' is not Base64."));
        String usualType = base64 == null ? "text/plain; charset=utf-8" : "application/octet-stream";
        return call("PUT", "blob", arguments, blob(arguments))
                .header("x-ms-blob-type", "BlockBlob")
                .header("Content-Type", arguments.text("contentType", usualType))
                .body(content)
                .send()
                .thenApply(answer -> JSON.createObjectNode()
                        .put("etag", answer.headers().get("ETag"))
                        .put("length", content.length));
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    CompletionStage<ObjectNode> createContainer(ToolArguments arguments) throws IOException {
        return call("PUT", "blob", arguments, container(arguments))
                .query("restype", "container")
                .send()
                .thenApply(answer -> JSON.createObjectNode().put("created", true));
    }

    CompletionStage<ObjectNode> createQueue(ToolArguments arguments) throws IOException {
        return call("PUT", "queue", arguments, queue(arguments)).send().thenApply(answer -> JSON.createObjectNode()
                .put("created", answer.status() == 201));
    }

    CompletionStage<ObjectNode> peekMessages(ToolArguments arguments) throws IOException {
        return call("GET", "queue", arguments, queue(arguments) + "/messages")
                .query("peekonly", true)
                .query("numofmessages", arguments.number("count", MAX_MESSAGES, 1, MAX_MESSAGES))
                .send()
                .thenApply(answer -> {
                    ArrayNode messages = JSON.createArrayNode();
                    answer.xml().children("QueueMessage").forEach(message -> messages.add(shown(message)));
                    return McpTools.list("messages", messages);
                });
    }

    /** A message; its text is decoded if it is Base64 of a text, as queue triggers and most clients write it. */
    private static ObjectNode shown(XmlElement message) {
        ObjectNode shown = JSON.createObjectNode();
        for (String property : List.of("MessageId", "InsertionTime", "ExpirationTime", "DequeueCount")) {
            message.textOf(property).ifPresent(value -> shown.put(camelCase(property), value));
        }
        String stored = message.textOf("MessageText").orElse("");
        @Nullable String text = decoded(stored).map(StorageTools::text).orElse(null);
        return shown.put("text", text == null ? stored : text).put("encoding", text == null ? "none" : "base64");
    }

    CompletionStage<ObjectNode> putMessage(ToolArguments arguments) throws IOException {
        String text = arguments.text("text", "");
        String encoding = arguments.text("encoding", "base64");
        if (!encoding.equals("base64") && !encoding.equals("none")) {
            throw new ToolException("The argument 'encoding' is base64 or none.");
        }
        String stored = encoding.equals("none")
                ? text
                : Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        byte[] body = new XmlWriter()
                .open("QueueMessage")
                .element("MessageText", stored)
                .close()
                .bytes();
        return call("POST", "queue", arguments, queue(arguments) + "/messages")
                .query("visibilitytimeout", arguments.number("visibilityTimeout", 0, 0, MAX_VISIBILITY_TIMEOUT))
                .body(body)
                .send()
                .thenApply(answer -> JSON.createObjectNode()
                        .put(
                                "messageId",
                                answer.xml()
                                        .child("QueueMessage")
                                        .flatMap(message -> message.textOf("MessageId"))
                                        .orElse("")));
    }

    private Call call(String method, String service, ToolArguments arguments, String resource) {
        String account = arguments.text(
                "account", cloud.accounts().all().iterator().next().name());
        return api.call(method, "/v1/storage/" + service + "/" + ControlApi.segment(account) + "/" + resource);
    }

    private static String container(ToolArguments arguments) {
        return ControlApi.segment(name(arguments, "container"));
    }

    private static String queue(ToolArguments arguments) {
        return ControlApi.segment(name(arguments, "queue"));
    }

    private static String blob(ToolArguments arguments) {
        return container(arguments) + "/" + ControlApi.path(name(arguments, "blob"));
    }

    private static String name(ToolArguments arguments, String parameter) {
        String name = arguments.text(parameter, "");
        if (name.isEmpty()) {
            throw new ToolException("The argument '" + parameter + "' is empty.");
        }
        return name;
    }
}
