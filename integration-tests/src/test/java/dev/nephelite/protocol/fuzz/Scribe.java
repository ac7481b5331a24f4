package dev.nephelite.protocol.fuzz;

import dev.nephelite.emulator.auth.SharedKey;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;
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
    RequestDraft signed(RequestDraft requestDraft) {
        return signed(requestDraft, KEY);
    }

    /** The request with a signature that may be wrong or missing. */
    RequestDraft signed(RequestDraft requestDraft, Chance chance) {
        return switch (chance.below(30)) {
            case 0 -> dated(requestDraft);
            case 1 -> signed(requestDraft, WRONG_KEY);
            case 2 -> dated(requestDraft).withHeader("Authorization", OddValues.signature(chance));
            default -> signed(requestDraft);
        };
    }

    /** Whether the request is HTTP, and therefore has a right to an answer. */
    static boolean isHttp(RequestDraft requestDraft) {
        return TOKEN.matcher(requestDraft.method()).matches()
                && TARGET.matcher(requestDraft.target()).matches()
                && requestDraft.headers().stream().allMatch(Scribe::isHttp)
                && switch (requestDraft.body().framing()) {
                    case HONEST, CHUNKED -> true;
                    case TRUNCATED, OVERSIZED, TORN_CHUNKS, NONSENSE, CONTRADICTORY -> false;
                };
    }

    byte[] bytes(RequestDraft requestDraft) {
        StringBuilder head = new StringBuilder(1024);
        head.append(requestDraft.method())
                .append(' ')
                .append(requestDraft.target())
                .append(" HTTP/1.1\r\n");
        head.append("Host: 127.0.0.1:").append(port).append("\r\n");
        requestDraft.headers().forEach(field -> head.append(field.name())
                .append(": ")
                .append(field.value())
                .append("\r\n"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int length = requestDraft.body().length();
        String ends =
                switch (requestDraft.body().framing()) {
                    case HONEST -> isWithoutBody(requestDraft) ? "" : "Content-Length: " + length + "\r\n";
                    case TRUNCATED -> "Content-Length: " + (length + 10) + "\r\n";
                    case OVERSIZED -> "Content-Length: " + length / 2 + "\r\n";
                    case NONSENSE -> "Content-Length: -1x\r\n";
                    case CHUNKED, TORN_CHUNKS -> "Transfer-Encoding: chunked\r\n";
                    case CONTRADICTORY -> "Content-Length: " + length + "\r\nTransfer-Encoding: chunked\r\n";
                };
        bytes.writeBytes((head + ends + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(framed(requestDraft.body()));
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

    private RequestDraft signed(RequestDraft requestDraft, SigningKey key) {
        RequestDraft dated = dated(requestDraft);
        boolean hasSignature =
                requestDraft.query().stream().anyMatch(field -> field.name().equals("sig"));
        if (hasSignature) {
            return dated;
        }
        try {
            return dated.withHeader("Authorization", signature(dated, key));
        } catch (IllegalArgumentException notPercentEncoded) {
            return dated;
        }
    }

    private static String signature(RequestDraft requestDraft, SigningKey key) {
        Headers.Builder headers = new Headers.Builder();
        requestDraft
                .headers()
                .forEach(field -> headers.add(field.name(), field.value().strip()));
        if (!requestDraft.body().isEmpty() && requestDraft.body().framing() == Body.Framing.HONEST) {
            headers.add("Content-Length", Integer.toString(requestDraft.body().length()));
        }
        return SharedKey.sign(
                requestDraft.method(),
                requestDraft.path(),
                QueryParameters.parse(requestDraft.rawQuery()),
                headers.build(),
                Account.DEVELOPMENT.name(),
                key);
    }

    private RequestDraft dated(RequestDraft requestDraft) {
        RequestDraft dated = requestDraft.withHeader("x-ms-date", HttpDate.format(clock.now()));
        return has(requestDraft, "x-ms-version") ? dated : dated.withHeader("x-ms-version", "2026-02-06");
    }

    private static boolean has(RequestDraft requestDraft, String header) {
        return requestDraft.headers().stream().anyMatch(field -> field.name().equalsIgnoreCase(header));
    }

    private static boolean isWithoutBody(RequestDraft requestDraft) {
        return requestDraft.body().isEmpty()
                && !requestDraft.method().equals("PUT")
                && !requestDraft.method().equals("POST");
    }

    private static boolean isHttp(Field header) {
        return TOKEN.matcher(header.name()).matches()
                && VALUE.matcher(header.value()).matches()
                && !UNRULY.contains(header.name().toLowerCase(Locale.ROOT));
    }
}
