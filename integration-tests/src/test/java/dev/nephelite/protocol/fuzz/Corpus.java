package dev.nephelite.protocol.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A right request for every operation of a service, in an order in which they succeed.
 *
 * <p>It is read from a file in the form that editors call {@code .http}: {@code ### title}, the request line with a path,
 * which may leave out the account, headers, an empty line, the body. A name in two braces stands for what
 * {@link Memory} remembers.
 */
record Corpus(List<RequestDraft> drafts) {
    /**
     * Reads the file of a service.
     *
     * @param account what all paths begin with, where they leave it out
     * @param endpoint what {@code {{endpoint}}} stands for
     * @param sas the signature of an account, {@code {{sas}}}
     */
    static Corpus of(String service, String account, String endpoint, String sas) {
        try (InputStream file = Objects.requireNonNull(Corpus.class.getResourceAsStream(service + ".http"))) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{{endpoint}}", endpoint)
                    .replace("{{sas}}", sas);
            return new Corpus(Stream.of(text.split("(?m)^### ", -1))
                    .skip(1)
                    .map(draft -> draft(account, draft))
                    .toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** All headers that any request has, for putting them where they do not belong. */
    List<Field> headers() {
        return drafts.stream().flatMap(draft -> draft.headers().stream()).toList();
    }

    /** All query parameters that any request has. */
    List<Field> query() {
        return drafts.stream().flatMap(draft -> draft.query().stream()).toList();
    }

    private static RequestDraft draft(String account, String text) {
        String[] headAndBody = text.split("\n\n", 2);
        List<String> lines = headAndBody[0].lines().toList();
        String[] request = lines.get(1).split(" ", 2);
        String[] target = request[1].split("\\?", 2);
        List<Field> headers = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            headers.add(field(line, ": "));
        }
        return new RequestDraft(
                lines.get(0),
                request[0],
                target[0].startsWith(account) ? target[0] : account + target[0],
                target.length == 1 ? List.of() : query(target[1]),
                headers,
                headAndBody.length == 1
                        ? Body.NONE
                        : Body.of(headAndBody[1].strip().replace("\n", "\r\n")));
    }

    static List<Field> query(String text) {
        return Stream.of(text.split("&", -1)).map(part -> field(part, "=")).toList();
    }

    private static Field field(String text, String separator) {
        String[] parts = text.split(separator, 2);
        return new Field(parts[0], parts.length == 1 ? "" : parts[1]);
    }
}
