package dev.nephelite.blob.website;

import dev.nephelite.emulator.error.StorageError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Response;

/** What a website shows where it has no page of its own to show. */
final class ErrorPage {
    private static final int NOT_MODIFIED = 304;

    private ErrorPage() {}

    static Response notFound() {
        return of(404, "WebContentNotFound", "The requested content does not exist.");
    }

    static Response of(StorageException refusal) {
        StorageError error = refusal.error();
        Response page = of(error.status(), error.code(), error.message());
        refusal.headers().forEach(page::header);
        return page;
    }

    private static Response of(int status, String code, String message) {
        Response response = Response.of(status).header("x-ms-error-code", code);
        if (status == NOT_MODIFIED) {
            return response;
        }
        return response.header("Content-Type", "text/html; charset=utf-8")
                .body(Body.text("<!DOCTYPE html><html><head><title>" + code + "</title></head><body><h1>" + message
                        + "</h1></body></html>"));
    }
}
