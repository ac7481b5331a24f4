package dev.nephelite.function.client;

import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.xml.XmlElement;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a storage service answered to a call, be it yes or no. */
final class StorageReply {
    private static final int NOT_FOUND = 404;
    private static final String METADATA_PREFIX = "x-ms-meta-";

    private final StorageCall call;
    private final String server;
    private final HttpReply httpReply;

    /**
     * Makes the reply to {@code call}.
     *
     * @param server the host, and its port unless it is the usual one
     */
    StorageReply(StorageCall call, String server, HttpReply httpReply) {
        this.call = call;
        this.server = server;
        this.httpReply = httpReply;
    }

    /** Returns this reply, unless the service refused. */
    StorageReply requireSuccess() {
        if (isSuccess()) {
            return this;
        }
        throw new RemoteStorageException(
                httpReply.status(),
                code(),
                "%s: %s answered %d %s. %s"
                        .formatted(call.operation(), server, status(), code(), explanation())
                        .strip());
    }

    boolean isSuccess() {
        return status() / 100 == 2;
    }

    boolean isNotFound() {
        return status() == NOT_FOUND;
    }

    int status() {
        return httpReply.status();
    }

    /** The code of a refusal; empty when the service gave none. */
    String code() {
        return header("x-ms-error-code", "");
    }

    @Nullable
    String header(String name) {
        return httpReply.headers().get(name);
    }

    String header(String name, String otherwise) {
        return Objects.requireNonNullElse(header(name), otherwise);
    }

    /** The metadata among the headers, without their prefix. */
    Map<String, String> metadata() {
        return httpReply.headers().withPrefix(METADATA_PREFIX);
    }

    byte[] body() {
        return httpReply.body();
    }

    XmlElement xml() {
        try {
            return XmlElement.parse(new ByteArrayInputStream(httpReply.body()));
        } catch (StorageException malformed) {
            throw new RemoteStorageException(
                    status(),
                    malformed.error().code(),
                    call.operation() + ": " + server + " answered something that is not XML.");
        }
    }

    /** The service's own words, as far as it said any in its own format. */
    private String explanation() {
        try {
            return XmlElement.parse(new ByteArrayInputStream(httpReply.body()))
                    .textOf("Message")
                    .orElse("")
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (StorageException notXml) {
            return "";
        }
    }
}
