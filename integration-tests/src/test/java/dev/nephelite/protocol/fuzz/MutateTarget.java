package dev.nephelite.protocol.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Another method, another resource, or a resource by an odd name. */
final class MutateTarget implements Mutation {
    private static final List<String> METHODS = List.of(
            "GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "get", "MERGE", "P\u00DCT", "");

    private static final List<String> SEGMENTS = List.of(
            "",
            ".",
            "..",
            "%2e%2e",
            "%2F",
            "%5C",
            "%00",
            "%0d%0aX:%20y",
            "%zz",
            "%",
            "%C3%BC",
            "%FF%FE",
            "%ED%A0%80",
            "%F0%9F%98%80",
            "+",
            "a%20b",
            "a+b",
            "A",
            "a--b",
            "-a",
            "$root",
            "$web",
            "$logs",
            "photos",
            "tasks",
            "messages",
            "cat.jpg",
            "devstoreaccount1",
            "devstoreaccount1-secondary",
            "a;b=c",
            "a:80",
            "~",
            "x".repeat(64),
            "x".repeat(1025),
            "\u00FC",
            "a b");

    @Override
    public RequestDraft of(RequestDraft requestDraft, Chance chance) {
        if (chance.oneIn(3)) {
            return requestDraft.withMethod(chance.pick(METHODS));
        }
        List<String> segments = new ArrayList<>(List.of(requestDraft.path().split("/", -1)));
        if (segments.size() == 1) {
            // An earlier mutation left nothing but the first.
            segments.add("");
        }
        int at = 1 + chance.below(segments.size() - 1);
        switch (chance.below(5)) {
            case 0 -> segments.add(at, chance.pick(SEGMENTS));
            case 1 -> segments.remove(at);
            case 2 -> segments.set(at, OddValues.encoded(OddValues.insteadOf(segments.get(at), chance), chance));
            default -> segments.set(at, chance.pick(SEGMENTS));
        }
        return requestDraft.withPath(String.join("/", segments));
    }
}
