package dev.nephelite.protocol.fuzz;

import dev.nephelite.emulator.auth.SharedKey;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.Query;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.emulator.value.SigningKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Signs requests and writes them down as bytes. */
record Scribe(Clock clock, int port) {
    private static final SigningKey KEY = Account.DEVELOPMENT.keys().get(0);
    private static final SigningKey WRONG_KEY = SigningKey.parse("d3Jvbmc=");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern TARGET = Pattern.compile("/([!-$&-~]|%[0-9A-Fa-f]{2})*");
    private static final Pattern VALUE = Pattern.compile("[ -~\u00A0-\u00FF]*");

    /** Headers that say how to read the rest, so that a wrong one makes the rest something else. */
    private static final Set<String> UNRULY =
            Set.of("connection", "content-length", "expect", "host", "te", "trailer", "transfer-encoding", "upgrade");

    /** The request with a date, a version and a signature that is right. */
    Draft signed(Draft draft) {
        return signed(draft, KEY);
    }

    /** The request with a signature that may be wrong or missing. */
    Draft signed(Draft draft, Chance chance) {
        return switch (chance.below(30)) {
            case 0 -> dated(draft);
            case 1 -> signed(draft, WRONG_KEY);
            case 2 -> dated(draft).withHeader("Authorization", OddValues.signature(chance));
            default -> signed(draft);
        };
    }

    /** Whether the request is HTTP, and therefore has a right to an answer. */
    static boolean isHttp(Draft draft) {
        return TOKEN.matcher(draft.method()).matches()
                && TARGET.matcher(draft.target()).matches()
                && draft.headers().stream().allMatch(Scribe::isHttp)
                && switch (draft.body().framing()) {
                    case HONEST, CHUNKED -> true;
                    case TRUNCATED, OVERSIZED, TORN_CHUNKS, NONSENSE, CONTRADICTORY -> false;
                };
    }

    byte[] bytes(Draft draft) {
        StringBuilder head = new StringBuilder(1024);
        head.append(draft.method()).append(' ').append(draft.target()).append(" HTTP/1.1\r\n");
        head.append("Host: 127.0.0.1:").append(port).append("\r\n");
        draft.headers().forEach(field -> head.append(field.name())
                .append(": ")
                .append(field.value())
                .append("\r\n"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int length = draft.body().length();
        String ends =
                switch (draft.body().framing()) {
                    case HONEST -> isWithoutBody(draft) ? "" : "Content-Length: " + length + "\r\n";
                    case TRUNCATED -> "Content-Length: " + (length + 10) + "\r\n";
                    case OVERSIZED -> "Content-Length: " + length / 2 + "\r\n";
                    case NONSENSE -> "Content-Length: -1x\r\n";
                    case CHUNKED, TORN_CHUNKS -> "Transfer-Encoding: chunked\r\n";
                    case CONTRADICTORY -> "Content-Length: " + length + "\r\nTransfer-Encoding: chunked\r\n";
                };
        bytes.writeBytes((head + ends + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(framed(draft.body()));
        return bytes.toByteArray();
    }

    private static byte[] framed(Body body) {
        String text = body.latin1();
        String chunk = body.isEmpty() ? "" : Integer.toHexString(body.length()) + "\r\n" + text + "\r\n";
        String framed =
                switch (body.framing()) {
                    case HONEST, TRUNCATED, OVERSIZED, NONSENSE -> text;
                    case CHUNKED, CONTRADICTORY -> chunk + "0\r\n\r\n";
                    case TORN_CHUNKS -> chunk + "ff\r\nhalf";
                };
        return framed.getBytes(StandardCharsets.ISO_8859_1);
    }

    private Draft signed(Draft draft, SigningKey key) {
        Draft dated = dated(draft);
        boolean hasSignature =
                draft.query().stream().anyMatch(field -> field.name().equals("sig"));
        if (hasSignature) {
            return dated;
        }
        try {
            return dated.withHeader("Authorization", signature(dated, key));
        } catch (IllegalArgumentException notPercentEncoded) {
            return dated;
        }
    }

    private static String signature(Draft draft, SigningKey key) {
        Headers.Builder headers = new Headers.Builder();
        draft.headers().forEach(field -> headers.add(field.name(), field.value().strip()));
        if (!draft.body().isEmpty() && draft.body().framing() == Body.Framing.HONEST) {
            headers.add("Content-Length", Integer.toString(draft.body().length()));
        }
        return SharedKey.sign(
                draft.method(),
                draft.path(),
                Query.parse(draft.rawQuery()),
                headers.build(),
                Account.DEVELOPMENT.name(),
                key);
    }

    private Draft dated(Draft draft) {
        Draft dated = draft.withHeader("x-ms-date", HttpDate.format(clock.now()));
        return has(draft, "x-ms-version") ? dated : dated.withHeader("x-ms-version", "2026-02-06");
    }

    private static boolean has(Draft draft, String header) {
        return draft.headers().stream().anyMatch(field -> field.name().equalsIgnoreCase(header));
    }

    private static boolean isWithoutBody(Draft draft) {
        return draft.body().isEmpty()
                && !draft.method().equals("PUT")
                && !draft.method().equals("POST");
    }

    private static boolean isHttp(Field header) {
        return TOKEN.matcher(header.name()).matches()
                && VALUE.matcher(header.value()).matches()
                && !UNRULY.contains(header.name().toLowerCase(Locale.ROOT));
    }
}
