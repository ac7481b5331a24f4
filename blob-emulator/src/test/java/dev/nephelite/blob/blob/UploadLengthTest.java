package dev.nephelite.blob.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.emulator.auth.Grant;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.ResourcePath;
import dev.nephelite.emulator.value.Account;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UploadLengthTest {
    private static final long FIVE_GIBIBYTES = 5L * 1024 * 1024 * 1024;

    @Test
    void a_client_says_how_much_it_sends() {
        assertThat(UploadLimit.PUT_BLOB.requireLength(request(7, Map.of()))).isEqualTo(7);
    }

    @Test
    void a_client_that_does_not_is_refused() {
        assertRefused(request(-1, Map.of()), CommonError.MISSING_CONTENT_LENGTH_HEADER);
    }

    @Test
    void a_client_that_sends_chunks_is_refused() {
        assertRefused(request(-1, Map.of("Transfer-Encoding", "chunked")), CommonError.MISSING_CONTENT_LENGTH_HEADER);
    }

    @Test
    void a_client_that_sends_too_much_is_refused_before_it_has() {
        assertRefused(request(FIVE_GIBIBYTES, Map.of()), CommonError.REQUEST_BODY_TOO_LARGE);
    }

    private static void assertRefused(Request request, CommonError error) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> UploadLimit.PUT_BLOB.requireLength(request))
                .returns(error, StorageException::error);
    }

    private static Request request(long length, Map<String, String> headers) {
        HttpRequest http = HttpRequest.builder(
                        "PUT", "/devstoreaccount1/photos/cat.txt", Instant.parse("2026-01-01T12:00:00Z"))
                .headers(Headers.of(headers))
                .body(InputStream.nullInputStream(), length)
                .build();
        ResourcePath target = new ResourcePath(Account.DEVELOPMENT, false, true, "photos/cat.txt");
        return new Request(
                http, target, QueryParameters.EMPTY, Map.of(), Grant.EVERYTHING, "1", sent -> Response.of(501));
    }
}
