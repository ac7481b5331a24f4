package dev.nephelite.protocol.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch with other requests in it, more of them, or parts that are none.
 *
 * @param requests what may be put into a batch
 */
record MutateBatch(List<RequestDraft> requests) implements Mutation {
    private static final String DELIMITER = "--batch_1";
    private static final int TOO_MANY = 300;
    private static final String LINE = "\r\n";

    private static final List<String> ODD_LINES = List.of(
            "Content-ID: 0",
            "Content-ID:",
            "Content-Type: application/http",
            "Content-Type: multipart/mixed; boundary=batch_1",
            "no header at all",
            ": nameless",
            "x-ms-lease-id: not-a-guid",
            "Authorization: SharedKey devstoreaccount1:AAAA",
            "Transfer-Encoding: chunked",
            "Content-Length: 99999999999999999999",
            "DELETE /%zz HTTP/1.1",
            "DELETE /devstoreaccount1/photos/a?snapshot=%zz HTTP/1.1",
            "PUT /devstoreaccount1/photos/a?comp=tier&comp=lease HTTP/1.1",
            "DELETE http://127.0.0.1/devstoreaccount1/photos/a HTTP/1.1",
            "DELETE  HTTP/1.1",
            "HTTP/1.1",
            "POST /devstoreaccount1?comp=batch HTTP/1.1",
            "");

    static boolean isBatch(RequestDraft requestDraft) {
        return requestDraft.title().startsWith("Blob Batch");
    }

    @Override
    public RequestDraft of(RequestDraft requestDraft, Chance chance) {
        List<String> parts =
                new ArrayList<>(List.of(requestDraft.body().latin1().split("(?=" + DELIMITER + ")", -1)));
        int at = chance.below(parts.size());
        switch (chance.below(7)) {
            case 0 -> parts.addAll(at, List.copyOf(parts));
            case 1 -> {
                String part = parts.get(at);
                for (int i = chance.below(TOO_MANY); i > 0; i--) {
                    parts.add(at, part);
                }
            }
            case 2 -> parts.remove(at);
            case 3, 4 -> parts.add(at, part(chance));
            default -> parts.set(at, damaged(parts.get(at), chance));
        }
        return requestDraft.withBody(
                requestDraft.body().withBytes(String.join("", parts).getBytes(StandardCharsets.ISO_8859_1)));
    }

    private String part(Chance chance) {
        RequestDraft inner = chance.pick(requests);
        StringBuilder part = new StringBuilder(DELIMITER)
                .append(LINE)
                .append("Content-Type: application/http")
                .append(LINE)
                .append("Content-ID: ")
                .append(chance.below(5))
                .append(LINE)
                .append(LINE)
                .append(inner.method())
                .append(' ')
                .append(inner.target())
                .append(" HTTP/1.1")
                .append(LINE);
        inner.headers().forEach(field -> part.append(field.name())
                .append(": ")
                .append(field.value())
                .append(LINE));
        return part.append(LINE).toString();
    }

    private static String damaged(String part, Chance chance) {
        List<String> lines = new ArrayList<>(List.of(part.split(LINE, -1)));
        int at = chance.below(lines.size());
        switch (chance.below(4)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.set(at, OddValues.insteadOf(lines.get(at), chance));
            case 2 -> lines.set(at, chance.pick(ODD_LINES));
            default -> lines.add(at, chance.pick(ODD_LINES));
        }
        return String.join(chance.oneIn(5) ? "\n" : LINE, lines);
    }
}
