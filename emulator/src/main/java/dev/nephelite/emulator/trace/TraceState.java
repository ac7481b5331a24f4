package dev.nephelite.emulator.trace;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code tracestate}: entries of several vendors, the newest first. Ours, {@code nephelite=ID}, names the invocation of
 * a function that made a request.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/#tracestate-header">The header tracestate</a>
 */
final class TraceState {
    private static final String OURS = "nephelite=";
    private static final int MAX_ENTRIES = 32;
    private static final int MAX_LENGTH = 512;

    /** Entries that are longer are the first to be left out of a header that is too long. */
    private static final int LONG_ENTRY = 128;

    private static final Pattern ENTRY =
            Pattern.compile("[a-z0-9][a-z0-9_\\-*/@]{0,255}=[ -+\\--<>-~]{0,255}[!-+\\--<>-~]");

    private TraceState() {}

    /** The entries of a header within the limits; none if one of them is invalid. */
    static String valid(String header) {
        List<String> entries = entries(header);
        Set<String> keys = new HashSet<>();
        for (String entry : entries) {
            if (!ENTRY.matcher(entry).matches() || !keys.add(key(entry))) {
                return "";
            }
        }
        return entries.size() > MAX_ENTRIES ? "" : limited(entries);
    }

    /** {@code state} with our entry at its beginning. */
    static String with(UUID invocation, String state) {
        if (state.isEmpty()) {
            return OURS + invocation;
        }
        List<String> entries = new ArrayList<>();
        entries.add(OURS + invocation);
        for (String entry : entries(state)) {
            if (!entry.startsWith(OURS)) {
                entries.add(entry);
            }
        }
        return limited(entries);
    }

    /** The invocation that our entry names, or null. */
    static @Nullable UUID invocation(String state) {
        for (String entry : entries(state)) {
            if (entry.startsWith(OURS)) {
                return uuid(entry.substring(OURS.length()));
            }
        }
        return null;
    }

    private static @Nullable UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException ignored) {
            // Another program wrote an entry with our key.
            return null;
        }
    }

    private static List<String> entries(String state) {
        List<String> entries = new ArrayList<>();
        for (String entry : state.split(",", -1)) {
            if (!entry.isBlank()) {
                entries.add(entry.strip());
            }
        }
        return entries;
    }

    private static String key(String entry) {
        return entry.substring(0, entry.indexOf('='));
    }

    private static String limited(List<String> entries) {
        List<String> kept = new ArrayList<>(entries.subList(0, Math.min(entries.size(), MAX_ENTRIES)));
        for (int i = kept.size() - 1; i >= 0 && length(kept) > MAX_LENGTH; i--) {
            if (kept.get(i).length() > LONG_ENTRY) {
                kept.remove(i);
            }
        }
        while (length(kept) > MAX_LENGTH) {
            kept.remove(kept.size() - 1);
        }
        return String.join(",", kept);
    }

    private static int length(List<String> entries) {
        return String.join(",", entries).length();
    }
}
