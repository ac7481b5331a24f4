package dev.nephelite.blob.batch;

import dev.nephelite.blob.model.BlobError;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Body.BodySink;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.ErrorRenderer;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://learn.microsoft.com/rest/api/storageservices/blob-batch">Blob Batch</a>: deletes up to 256 blobs, or
 * sets the tier of as many. Each request in it is authorized on its own and can fail on its own. If the body is not a
 * batch, the response has one part with the error and no {@code Content-ID}.
 */
public record BlobBatch() implements Operation {
    private static final int MAX_LENGTH = 4 * 1024 * 1024;
    private static final int MAX_REQUESTS = 256;

    @Override
    public Response handle(Request request) throws IOException {
        String boundary = Multipart.boundary(request.requireHeader("Content-Type", type -> type));
        byte[] body = request.body().readNBytes(MAX_LENGTH + 1);
        if (body.length > MAX_LENGTH) {
            throw CommonError.REQUEST_BODY_TOO_LARGE.exception().detail("MaxLimit", MAX_LENGTH);
        }
        BatchResponse batchResponse = new BatchResponse("batchresponse_" + request.id());
        try {
            for (SubRequest subRequest : parse(body, boundary, request)) {
                batchResponse.add(subRequest.contentId(), request.pipeline().handle(subRequest.http(request)));
            }
        } catch (StorageException invalid) {
            batchResponse.add(
                    null,
                    ErrorRenderer.XML
                            .render(invalid, request.http(), request.id())
                            .header("x-ms-request-id", request.id()));
        }
        return Response.of(202)
                .header("Content-Type", "multipart/mixed; boundary=" + batchResponse.boundary())
                .body(Body.bytes(batchResponse.bytes()));
    }

    private static List<SubRequest> parse(byte[] body, String boundary, Request batch) {
        List<SubRequest> requests =
                Multipart.parse(body, boundary).stream().map(SubRequest::parse).toList();
        requireSameOperation(requests);
        requireInContainer(requests, batch);
        return requests;
    }

    /** Refuses requests on other containers in a batch on one container. */
    private static void requireInContainer(List<SubRequest> requests, Request batch) {
        @Nullable String container = batch.names().get("container");
        String folder = batch.http().rawPath() + "/";
        if (container != null
                && !requests.stream().allMatch(each -> each.path(batch).startsWith(folder))) {
            throw CommonError.INVALID_INPUT.exception();
        }
    }

    private static void requireSameOperation(List<SubRequest> requests) {
        if (requests.isEmpty()) {
            throw CommonError.INVALID_INPUT.exception();
        }
        if (requests.size() > MAX_REQUESTS) {
            throw BlobError.EXCEEDS_MAX_BATCH_REQUEST_COUNT.exception();
        }
        if (requests.stream().map(SubRequest::kind).distinct().count() > 1) {
            throw BlobError.ALL_BATCH_SUB_REQUESTS_SHOULD_BE_SAME_API.exception();
        }
    }

    /**
     * One request of a batch.
     *
     * @param contentId the client's id of the request
     * @param target its path and query, as they were sent
     */
    private record SubRequest(String contentId, String method, String target, Headers headers) {
        private static final String VERSION = " HTTP/1.1";

        /** Parses a part: its headers, an empty line, and the request. */
        static SubRequest parse(String part) {
            int gap = part.indexOf("\n\n");
            if (gap < 0) {
                throw CommonError.INVALID_INPUT.exception();
            }
            Headers partHeaders = headers(part.substring(0, gap).lines().toList());
            @Nullable String contentId = partHeaders.get("Content-ID");
            boolean isRequest = "application/http".equalsIgnoreCase(partHeaders.get("Content-Type"));
            List<String> lines = part.substring(gap + 2).lines().toList();
            if (contentId == null
                    || !isRequest
                    || lines.isEmpty()
                    || !lines.get(0).endsWith(VERSION)) {
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

        /** The operation. A batch may contain only Delete Blob and Set Blob Tier. */
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

        /** The path, including the account if the path of the batch does. Some clients leave the account out. */
        String path(Request batch) {
            int mark = target.indexOf('?');
            String path = mark < 0 ? target : target.substring(0, mark);
            String account = "/" + batch.account();
            boolean complete = !batch.target().inPath() || path.startsWith(account + "/");
            return complete ? path : account + path;
        }

        /** The request as if it had arrived alone on the connection of the batch. */
        HttpRequest http(Request batch) {
            HttpRequest http = batch.http();
            return HttpRequest.builder(method, path(batch), http.receivedAt())
                    .scheme(http.scheme())
                    .host(http.host())
                    .rawQuery(query())
                    .headers(headers)
                    .remoteAddress(http.remoteAddress())
                    .build();
        }

        private QueryParameters parsedQuery() {
            try {
                return QueryParameters.parse(query());
            } catch (IllegalArgumentException ignored) {
                throw CommonError.INVALID_INPUT.exception(); // The service gives no reason.
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

        /** The operations that a batch may contain. */
        enum Kind {
            DELETE_BLOB,
            SET_BLOB_TIER
        }
    }

    /** The responses to the requests of a batch in one body. */
    private static final class BatchResponse {
        private static final String LINE_END = "\r\n";

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final String boundary;

        BatchResponse(String boundary) {
            this.boundary = boundary;
        }

        String boundary() {
            return boundary;
        }

        /**
         * Adds the response to one request.
         *
         * @param contentId the client's id of the request; null for the response to the batch as a whole
         */
        void add(@Nullable String contentId, Response response) throws IOException {
            line("--" + boundary);
            line("Content-Type: application/http");
            if (contentId != null) {
                line("Content-ID: " + contentId);
            }
            line("");
            @Nullable String reason = response.reason();
            line("HTTP/1.1 " + response.status() + " " + (reason == null ? phrase(response.status()) : reason));
            for (Response.Header header : response.headers()) {
                line(header.name() + ": " + header.value());
            }
            try (Body body = response.body()) {
                boolean hasBody = body.length() > 0;
                if (hasBody) {
                    line("Content-Length: " + body.length());
                }
                line("");
                // Some clients take another empty line for a body, and a response with a body for an error.
                if (hasBody) {
                    body.writeTo(new Sink());
                    line("");
                }
            }
        }

        /** The complete body. Nothing can be added afterwards. */
        byte[] bytes() {
            line("--" + boundary + "--");
            return bytes.toByteArray();
        }

        private void line(String text) {
            bytes.writeBytes((text + LINE_END).getBytes(StandardCharsets.UTF_8));
        }

        private static String phrase(int status) {
            return status == 202 ? "Accepted" : "OK";
        }

        private final class Sink implements BodySink {
            @Override
            public void write(byte[] source, int offset, int count) {
                bytes.write(source, offset, count);
            }

            @Override
            public void transfer(FileChannel file, long position, long count) {
                throw new UnsupportedOperationException("no response in a batch has the bytes of a blob");
            }

            @Override
            public void flush() {}
        }
    }
}
