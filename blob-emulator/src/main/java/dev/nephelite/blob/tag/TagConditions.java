package dev.nephelite.blob.tag;

import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.service.Conditions;
import dev.nephelite.emulator.service.Request;

/** The conditions of requests on tags: newer clients put them into headers that are for nothing else. */
final class TagConditions {
    private static final String PREFIX = "x-ms-blob-";

    private TagConditions() {}

    static Conditions of(Request request) {
        Headers headers = request.headers();
        Conditions own = Conditions.from(headers, PREFIX);
        return own.equals(Conditions.NONE) ? Conditions.from(headers) : own;
    }
}
