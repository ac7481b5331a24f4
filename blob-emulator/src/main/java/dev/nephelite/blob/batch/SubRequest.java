package dev.nephelite.blob.batch;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.service.Request;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request of a batch.
 *
 * @param contentId what the client calls it, so that it finds its answer
 * @param target its path and query, as they were sent
 */
record SubRequest(String contentId, String method, String target, Headers headers) {
    private static final String VERSION = " HTTP/1.1";

    /** Reads a part: its own headers, an empty line, and the request. */
    static SubRequest parse(String part) {
        int gap = part.indexOf("\n\n");
        if (gap < 0) {
            throw CommonError.INVALID_INPUT.exception();
        }
        Headers own = headers(part.substring(0, gap).lines().toList());
        @Nullable String contentId = own.get("Content-ID");
        boolean isRequest = "application/http".equalsIgnoreCase(own.get("Content-Type"));
        List<String> lines = part.substring(gap + 2).lines().toList();
        if (contentId == null || !isRequest || lines.isEmpty() || !lines.get(0).endsWith(VERSION)) {
            throw CommonError.INVALID_INPUT.exception();
        }
        String line = lines.get(0).substring(0, lines.get(0).length() - VERSION.length());
        int space = line.indexOf(' ');
        if (space < 0) {
            throw CommonError.INVALID_INPUT.exception();
        }
        String target = line.substring(space + 1).strip();
        return new SubRequest(
                contentId,
                line.substring(0, space),
                target.startsWith("/") ? target : "/" + target,
                headers(lines.subList(1, lines.size())));
    }

    /** The operation that it asks for. A batch may hold Delete Blob and Set Blob Tier only. */
    Kind kind() {
        QueryParameters query = parsedQuery();
        @Nullable String comp = query.get("comp");
        boolean onBlob = query.get("restype") == null;
        if (onBlob && method.equals("DELETE") && comp == null) {
            return Kind.DELETE_BLOB;
        }
        if (onBlob && method.equals("PUT") && "tier".equalsIgnoreCase(comp)) {
            return Kind.SET_BLOB_TIER;
        }
        throw CommonError.INVALID_INPUT.exception();
    }

    /** The path, which begins with the account where that of the batch does. Some clients leave the account out. */
    String path(Request batch) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String account = "/" + batch.account();
        boolean complete = !batch.target().inPath() || path.startsWith(account + "/");
        return complete ? path : account + path;
    }

    /** The request as if it had come by itself, on the connection of the batch. */
    HttpRequest http(Request batch) {
        HttpRequest http = batch.http();
        return new HttpRequest(
                method,
                http.scheme(),
                http.host(),
                path(batch),
                query(),
                headers,
                0,
                InputStream.nullInputStream(),
                http.remoteAddress(),
                http.receivedAt());
    }

    private QueryParameters parsedQuery() {
        try {
            return QueryParameters.parse(query());
        } catch (IllegalArgumentException notPercentEncoded) {
            throw CommonError.INVALID_INPUT.exception();
        }
    }

    private @Nullable String query() {
        int mark = target.indexOf('?');
        return mark < 0 ? null : target.substring(mark + 1);
    }

    private static Headers headers(List<String> lines) {
        Headers.Builder headers = new Headers.Builder();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.add(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            } else if (!line.isBlank()) {
                throw CommonError.INVALID_INPUT.exception();
            }
        }
        return headers.build();
    }

    /** The operations that a batch may hold. */
    enum Kind {
        DELETE_BLOB,
        SET_BLOB_TIER
    }
}
