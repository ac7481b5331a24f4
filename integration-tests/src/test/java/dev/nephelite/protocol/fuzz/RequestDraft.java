package dev.nephelite.protocol.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A request before it is signed and framed.
 *
 * @param title which operation it is meant for
 * @param path with the account, percent-encoded
 */
record RequestDraft(String title, String method, String path, List<Field> query, List<Field> headers, Body body) {
    RequestDraft withMethod(String changed) {
        return new RequestDraft(title, changed, path, query, headers, body);
    }

    RequestDraft withPath(String changed) {
        return new RequestDraft(title, method, changed, query, headers, body);
    }

    RequestDraft withQuery(List<Field> changed) {
        return new RequestDraft(title, method, path, changed, headers, body);
    }

    RequestDraft withHeaders(List<Field> changed) {
        return new RequestDraft(title, method, path, query, changed, body);
    }

    RequestDraft withHeader(String name, String value) {
        List<Field> more = new ArrayList<>(headers);
        more.add(new Field(name, value));
        return withHeaders(more);
    }

    RequestDraft withBody(Body changed) {
        return new RequestDraft(title, method, path, query, headers, changed);
    }

    /** The query as it stands in the request line, without the question mark. */
    String rawQuery() {
        return query.stream()
                .map(field -> field.value().isEmpty() ? field.name() : field.name() + "=" + field.value())
                .collect(Collectors.joining("&"));
    }

    String target() {
        return query.isEmpty() ? path : path + "?" + rawQuery();
    }
}
