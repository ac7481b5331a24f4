package dev.nephelite.function;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.BlobInput;
import com.microsoft.azure.functions.annotation.BlobOutput;
import com.microsoft.azure.functions.annotation.BlobTrigger;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Functions that read and write storage in every way their bindings know. */
public final class BoundFunctions {
    static final Map<String, String> FUNCTION_JSON = Map.of(
            "save", """
                    {"type": "httpTrigger", "name": "request", "methods": ["PUT"], "route": "notes/{name}"},
                    {"type": "blob", "direction": "out", "name": "note", "path": "notes/{name}.txt"},
                    {"type": "http", "direction": "out", "name": "$return"}""",
            "load", """
                    {"type": "httpTrigger", "name": "request", "methods": ["GET"], "route": "notes/{name}"},
                    {"type": "blob", "name": "note", "path": "notes/{name}.txt"},
                    {"type": "http", "direction": "out", "name": "$return"}""",
            "split", """
                    {"type": "httpTrigger", "name": "request"},
                    {"type": "queue", "direction": "out", "name": "parts", "queueName": "%PARTS%-{Query.to}"}""",
            "copy", """
                    {"type": "queueTrigger", "name": "name", "queueName": "to-copy"},
                    {"type": "blob", "name": "original", "path": "notes/{queueTrigger}", "dataType": "binary"},
                    {"type": "blob", "direction": "out", "name": "copy", "path": "copies/{queueTrigger}"},
                    {"type": "queue", "direction": "out", "name": "$return", "queueName": "copied"}""",
            "keepMessage", """
                    {"type": "queueTrigger", "name": "message", "queueName": "to-keep"},
                    {"type": "blob", "direction": "out", "name": "$return", "path": "kept/message"}""",
            "keepBlob", """
                    {"type": "blobTrigger", "name": "blob", "path": "to-keep/{name}"},
                    {"type": "blob", "name": "again", "path": "to-keep/{name}", "dataType": "string"},
                    {"type": "blob", "direction": "out", "name": "$return", "path": "kept/{name}"}""",
            "duplicate", """
                    {"type": "httpTrigger", "name": "request"},
                    {"type": "blob", "name": "original", "path": "big/{Query.of}"},
                    {"type": "blob", "direction": "out", "name": "copy", "path": "big/{Query.to}"},
                    {"type": "http", "direction": "out", "name": "$return"}""",
            "lost", """
                    {"type": "httpTrigger", "name": "request"},
                    {"type": "blob", "direction": "out", "name": "note", "path": "notes/{nowhere}"}""");

    public HttpResponseMessage save(
            @HttpTrigger(name = "request") HttpRequestMessage<Optional<String>> request,
            @BlobOutput(name = "note", path = "") OutputBinding<String> note) {
        request.getBody().ifPresent(note::setValue);
        return request.createResponseBuilder(HttpStatus.CREATED).build();
    }

    public HttpResponseMessage load(
            @HttpTrigger(name = "request") HttpRequestMessage<Optional<String>> request,
            @BlobInput(name = "note", path = "") @Nullable String note) {
        HttpStatus status = note == null ? HttpStatus.NOT_FOUND : HttpStatus.OK;
        return request.createResponseBuilder(status).body(note).build();
    }

    public void split(
            @HttpTrigger(name = "request") String request,
            @QueueOutput(name = "parts", queueName = "") OutputBinding<List<Part>> parts) {
        parts.setValue(List.of(request.split(",")).stream().map(Part::new).toList());
    }

    public String copy(
            @QueueTrigger(name = "name", queueName = "") String name,
            @BlobInput(name = "original", path = "") byte[] original,
            @BlobOutput(name = "copy", path = "") OutputBinding<byte[]> copy) {
        copy.setValue(original);
        return name + ": " + original.length;
    }

    public byte[] keepMessage(@QueueTrigger(name = "message", queueName = "") byte[] message) {
        return message;
    }

    /** Writes the blob twice: as its trigger and as its input gave it. */
    public byte[] keepBlob(
            @BlobTrigger(name = "blob", path = "") byte[] blob,
            @BlobInput(name = "again", path = "") Optional<byte[]> again) {
        return ByteBuffer.allocate(2 * blob.length)
                .put(blob)
                .put(again.orElseThrow())
                .array();
    }

    /** Holds no more of a blob than what is on its way. */
    public String duplicate(
            @HttpTrigger(name = "request") HttpRequestMessage<String> request,
            @BlobInput(name = "original", path = "") Optional<InputStream> original,
            @BlobOutput(name = "copy", path = "") OutputBinding<InputStream> copy) {
        original.ifPresent(copy::setValue);
        return original.isPresent() ? "copied" : "nothing there";
    }

    public void lost(
            @HttpTrigger(name = "request") String request,
            @BlobOutput(name = "note", path = "") OutputBinding<String> note) {
        note.setValue("anything");
    }

    /** One message of the function {@code split}. */
    public static final class Part {
        private final String text;

        Part(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
