package dev.nephelite.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** What a function is given: a text, {@code @file} for what is in a file, or {@code @-} for what is on standard input. */
final class InvocationInput {
    private static final String JSON = "application/json";

    private final byte[] bytes;
    private final String contentType;

    private InvocationInput(byte[] bytes, String contentType) {
        this.bytes = bytes;
        this.contentType = contentType;
    }

    static InvocationInput of(String given, InputStream standardInput) throws IOException {
        if (given.equals("@-")) {
            return guessed(standardInput.readAllBytes());
        }
        if (!given.startsWith("@")) {
            return guessed(given.getBytes(StandardCharsets.UTF_8));
        }
        Path file = Path.of(given.substring(1));
        try {
            byte[] bytes = Files.readAllBytes(file);
            boolean json = file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
            return json ? new InvocationInput(bytes, JSON) : guessed(bytes);
        } catch (NoSuchFileException absent) {
            throw new IOException("--data: there is no file " + file + ".", absent);
        }
    }

    byte[] bytes() {
        return bytes;
    }

    /** What it is, as far as it can be seen. */
    String contentType() {
        return contentType;
    }

    private static InvocationInput guessed(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            return new InvocationInput(bytes, "application/octet-stream");
        }
        boolean json =
                text.stripLeading().startsWith("{") || text.stripLeading().startsWith("[");
        return new InvocationInput(bytes, json ? JSON : "text/plain; charset=utf-8");
    }
}
