package dev.nephelite.blob.batch;

import dev.nephelite.blob.model.BlobError;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://learn.microsoft.com/rest/api/storageservices/blob-batch">Blob Batch</a>: deletes up to 256 blobs, or
 * sets the tier of as many. Each of the requests in it is authorized by itself and fails by itself. A body that is no
 * batch at all is answered by one part, which holds the error and no {@code Content-ID}.
 */
public record BlobBatch() implements Operation {
    private static final int LONGEST = 4 * 1024 * 1024;
    private static final int MOST_REQUESTS = 256;

    @Override
    public Response handle(Request request) throws IOException {
        String boundary = Multipart.boundary(request.requireHeader("Content-Type", type -> type));
        byte[] body = request.body().readNBytes(LONGEST + 1);
        if (body.length > LONGEST) {
            throw CommonError.REQUEST_BODY_TOO_LARGE.exception().detail("MaxLimit", LONGEST);
        }
        BatchResponse answer = new BatchResponse("batchresponse_" + request.id());
        try {
            for (SubRequest each : parse(body, boundary, request)) {
                answer.add(each.contentId(), request.door().handle(each.http(request)));
            }
        } catch (StorageException noBatch) {
            answer.add(null, request.answer(noBatch));
        }
        return Response.of(202)
                .header("Content-Type", "multipart/mixed; boundary=" + answer.boundary())
                .body(Body.bytes(answer.bytes()));
    }

    private static List<SubRequest> parse(byte[] body, String boundary, Request batch) {
        List<SubRequest> requests =
                Multipart.parse(body, boundary).stream().map(SubRequest::parse).toList();
        requireAlike(requests);
        requireInside(requests, batch);
        return requests;
    }

    /** Refuses a batch of one container that reaches into another. */
    private static void requireInside(List<SubRequest> requests, Request batch) {
        @Nullable String container = batch.names().get("container");
        String folder = batch.http().rawPath() + "/";
        if (container != null
                && !requests.stream().allMatch(each -> each.path(batch).startsWith(folder))) {
            throw CommonError.INVALID_INPUT.exception();
        }
    }

    private static void requireAlike(List<SubRequest> requests) {
        if (requests.isEmpty()) {
            throw CommonError.INVALID_INPUT.exception();
        }
        if (requests.size() > MOST_REQUESTS) {
            throw BlobError.EXCEEDS_MAX_BATCH_REQUEST_COUNT.exception();
        }
        if (requests.stream().map(SubRequest::kind).distinct().count() > 1) {
            throw BlobError.ALL_BATCH_SUB_REQUESTS_SHOULD_BE_SAME_API.exception();
        }
    }
}
