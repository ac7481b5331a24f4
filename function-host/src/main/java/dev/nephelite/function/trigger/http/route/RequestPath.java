package dev.nephelite.function.trigger.http.route;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The decoded path of a request, split into segments. A trailing slash adds no segment; an encoded slash stays encoded,
 * because it is no separator.
 */
public final class RequestPath {
    private final List<String> segments;
    private final int size;

    private RequestPath(List<String> segments) {
        this.segments = segments;
        size = segments.get(segments.size() - 1).isEmpty() ? segments.size() - 1 : segments.size();
    }

    public static RequestPath parse(String rawPath) {
        String relative = rawPath.startsWith("/") ? rawPath.substring(1) : rawPath;
        List<String> segments = new ArrayList<>();
        for (String segment : relative.split("/", -1)) {
            segments.add(decode(segment));
        }
        return new RequestPath(segments);
    }

    int size() {
        return size;
    }

    String segment(int index) {
        return segments.get(index);
    }

    /** The path from the segment at {@code index} on. */
    String from(int index) {
        return index < size ? String.join("/", segments.subList(index, segments.size())) : "";
    }

    private static String decode(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        byte[] bytes = segment.getBytes(StandardCharsets.UTF_8);
        int position = 0;
        while (position < bytes.length) {
            int octet = bytes[position] == '%' ? escaped(bytes, position) : -1;
            decoded.write(octet < 0 ? bytes[position] : octet);
            position += octet < 0 ? 1 : 3;
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    /** The byte that the escape at {@code index} stands for; -1 if it is no valid escape or stands for a slash. */
    private static int escaped(byte[] bytes, int index) {
        int high = index + 2 < bytes.length ? Character.digit(bytes[index + 1], 16) : -1;
        int low = high < 0 ? -1 : Character.digit(bytes[index + 2], 16);
        int octet = low < 0 ? -1 : high * 16 + low;
        return octet == '/' ? -1 : octet;
    }
}
