package dev.nephelite.function.client;

import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.xml.XmlElement;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a storage service answered to a call, be it yes or no. */
final class Reply {
    private static final int NOT_FOUND = 404;
    private static final String METADATA_PREFIX = "x-ms-meta-";

    private final Call call;
    private final HttpResponse<?> response;
    private final byte[] body;

    Reply(Call call, HttpResponse<?> response, byte[] body) {
        this.call = call;
        this.response = response;
        this.body = body;
    }

    /** Returns this reply, unless the service refused. */
    Reply requireSuccess() {
        if (isSuccess()) {
            return this;
        }
        throw new RemoteStorageException(
                response.statusCode(),
                code(),
                "%s: %s answered %d %s. %s"
                        .formatted(call.operation(), response.uri().getAuthority(), status(), code(), explanation())
                        .strip());
    }

    boolean isSuccess() {
        return status() / 100 == 2;
    }

    boolean isNotFound() {
        return status() == NOT_FOUND;
    }

    int status() {
        return response.statusCode();
    }

    /** The code of a refusal; empty when the service gave none. */
    String code() {
        return header("x-ms-error-code", "");
    }

    @Nullable
    String header(String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    String header(String name, String otherwise) {
        return response.headers().firstValue(name).orElse(otherwise);
    }

    /** The metadata among the headers, without their prefix. */
    Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        response.headers().map().forEach((name, values) -> {
            if (name.regionMatches(true, 0, METADATA_PREFIX, 0, METADATA_PREFIX.length())) {
                metadata.put(name.substring(METADATA_PREFIX.length()), String.join(",", values));
            }
        });
        return metadata;
    }

    byte[] body() {
        return body;
    }

    XmlElement xml() {
        try {
            return XmlElement.parse(new ByteArrayInputStream(body));
        } catch (StorageException malformed) {
            throw new RemoteStorageException(
                    status(),
                    malformed.error().code(),
                    call.operation() + ": " + response.uri().getAuthority() + " answered something that is not XML.");
        }
    }

    /** The service's own words, as far as it said any in its own format. */
    private String explanation() {
        try {
            return XmlElement.parse(new ByteArrayInputStream(body))
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
