package dev.nephelite.program.crash;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What can be seen from outside of all that belongs to one client: what each thing is like, and the events that tell of
 * it, in their order.
 */
record Picture(SortedMap<String, String> things, List<String> events) {
    private static final String NOTHING = "nothing";

    Picture() {
        this(new TreeMap<>(), new ArrayList<>());
    }

    /** Adds a thing. One that is there twice does not look like one that is there once. */
    void add(String thing, Object looks) {
        things.merge(thing, looks.toString(), (one, other) -> one + ", and again " + other);
    }

    /** Bytes, as short as they can be told from any others. */
    static String of(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return bytes.length + " bytes with SHA-256 " + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A line for each thing that looks different there, and one for the first event that does. */
    List<String> differencesTo(Picture found) {
        List<String> differences = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(things.keySet());
        names.addAll(found.things.keySet());
        for (String name : names) {
            String expected = things.getOrDefault(name, NOTHING);
            String actual = found.things.getOrDefault(name, NOTHING);
            if (!expected.equals(actual)) {
                differences.add(name + ": expected " + expected + ", found " + actual);
            }
        }
        for (int i = 0; i < Math.max(events.size(), found.events.size()); i++) {
            String expected = i < events.size() ? events.get(i) : NOTHING;
            String actual = i < found.events.size() ? found.events.get(i) : NOTHING;
            if (!expected.equals(actual)) {
                differences.add(
                        "event " + (i + 1) + " of " + events.size() + ": expected " + expected + ", found " + actual);
                break;
            }
        }
        return differences;
    }
}
