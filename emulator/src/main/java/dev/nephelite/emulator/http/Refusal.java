package dev.nephelite.emulator.http;

import java.nio.charset.StandardCharsets;

/**
 * Why a request is not handed to a handler.
 *
 * @param reason a sentence for the client and the log
 */
record Refusal(int status, String reason) {
    static final Refusal BUSY =
            new Refusal(503, "Too many clients send or receive at the same time. Retry the request.");

    Response response() {
        return Response.of(status)
                .header("Content-Type", "text/plain; charset=utf-8")
                .body(body());
    }

    ResumableBody body() {
        return new BytesBody((reason + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
