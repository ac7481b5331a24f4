package dev.nephelite.emulator.http.server;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Describes what is wrong with the head of a request that the server library has refused without a reason. It never
 * shows the value of a header, which may be a secret.
 *
 * @param method as sent, or {@code request} if it is not one
 * @param reason a sentence for the client and the log
 */
record MalformedHead(String method, String reason) {
    private static final int MAX_METHOD_LENGTH = 32;
    private static final int MAX_NAME_LENGTH = 64;
    private static final byte TLS_HANDSHAKE = 0x16;

    /** The headers that say where a body ends. */
    private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding");

    /**
     * Reads the head as far as it has arrived.
     *
     * @param head in ISO 8859-1, with the bytes that follow it, if any
     */
    static MalformedHead of(String head) {
        if (!head.isEmpty() && head.charAt(0) == TLS_HANDSHAKE) {
            return new MalformedHead("request", "The client speaks TLS, but this port serves plain HTTP.");
        }
        int line = tokenEnd(head, 0);
        boolean named = line > 0 && line <= MAX_METHOD_LENGTH && line < head.length() && head.charAt(line) == ' ';
        if (!named) {
            return new MalformedHead("request", "The request line does not begin with a method and a space.");
        }
        return new MalformedHead(head.substring(0, line), afterMethod(head, line + 1));
    }

    private static String afterMethod(String head, int target) {
        int feed = head.indexOf('\n', target);
        int end = feed < 0 ? head.length() : feed;
        if (!head.substring(target, end).matches("(?s)(/|\\*|[A-Za-z0-9+.-]+:).*")) {
            return "The target in the request line does not begin with a slash.";
        }
        if (parameters(head, target, end) > HttpServer.MAX_PARAMETERS) {
            return "The request has more than " + HttpServer.MAX_PARAMETERS + " parameters.";
        }
        if (!isVersion(head, head.indexOf(' ', target), end)) {
            return "The request line does not end with a version such as HTTP/1.1, a carriage return and a line feed.";
        }
        return headers(head, end + 1);
    }

    private static long parameters(String head, int begin, int end) {
        return 1
                + head.substring(begin, end)
                        .chars()
                        .filter(c -> c == '&' || c == ';')
                        .count();
    }

    private static boolean isVersion(String head, int space, int end) {
        return space > 0 && space < end && head.substring(space + 1, end).matches("HTTP/[0-9]\\.[0-9]\r");
    }

    private static String headers(String head, int begin) {
        String previous = "the request line";
        Set<String> framing = new HashSet<>();
        int count = 0;
        for (int line = begin; line < head.length() && head.charAt(line) != '\r'; line = nextLine(head, line)) {
            int colon = tokenEnd(head, line);
            if (colon == line || colon >= head.length() || head.charAt(colon) != ':') {
                return malformedName(head, line, colon, previous);
            }
            String name = shown(head.substring(line, colon));
            if (++count > HttpServer.MAX_HEADERS) {
                return "The request has more than " + HttpServer.MAX_HEADERS + " headers.";
            }
            String value = head.substring(colon + 1, nextLine(head, line));
            if (!isWellFormed(value)) {
                return "The value of header '" + name
                        + "' contains a control character, or does not end with a carriage"
                        + " return and a line feed.";
            }
            String lower = name.toLowerCase(Locale.ROOT);
            if (FRAMING.contains(lower) && !framing.add(lower)) {
                return "Header '" + name + "' is there twice.";
            }
            if (lower.equals("content-length") && !value.strip().matches("[0-9]{1,18}")) {
                return "The value of header '" + name + "' is not a number.";
            }
            previous = "header '" + name + "'";
        }
        return framing.containsAll(FRAMING)
                ? "Header 'Content-Length' is not allowed beside 'Transfer-Encoding'."
                : "The head of the request is malformed, or larger than 1 MiB.";
    }

    /** A line without a colon may be part of a value, so nothing of it is shown. */
    private static String malformedName(String head, int line, int tokenEnd, String previous) {
        String text = head.substring(line, nextLine(head, line));
        if (text.indexOf(':') < 0) {
            return "The line after " + previous + " is not a header, because no colon follows its name.";
        }
        return tokenEnd == line
                ? "The line after " + previous + " begins with a character that no header name may contain."
                : "The header name that begins with '" + shown(head.substring(line, tokenEnd))
                        + "' contains a character that is not allowed in names.";
    }

    /** Where the line after this one and its continuations begins. */
    private static int nextLine(String head, int line) {
        int feed = line;
        do {
            feed = head.indexOf('\n', feed + 1);
        } while (feed >= 0 && feed + 1 < head.length() && List.of(' ', '\t').contains(head.charAt(feed + 1)));
        return feed < 0 ? head.length() : feed + 1;
    }

    private static boolean isWellFormed(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean ok =
                    switch (c) {
                        case '\r' -> i + 1 == value.length() || value.charAt(i + 1) == '\n';
                        case '\n' -> i > 0 && value.charAt(i - 1) == '\r';
                        case '\t' -> true;
                        default -> c >= ' ' && c != 0x7F;
                    };
            if (!ok) {
                return false;
            }
        }
        return true;
    }

    private static int tokenEnd(String text, int begin) {
        int end = begin;
        while (end < text.length() && isTokenChar(text.charAt(end))) {
            end++;
        }
        return end;
    }

    static boolean isTokenChar(char c) {
        return isLetter(c) || (c >= '0' && c <= '9') || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static String shown(String name) {
        return name.length() <= MAX_NAME_LENGTH ? name : name.substring(0, MAX_NAME_LENGTH) + "...";
    }
}
