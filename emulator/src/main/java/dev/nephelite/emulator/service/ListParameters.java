package dev.nephelite.emulator.service;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.xml.XmlWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list a client asks for, and what of each entry.
 *
 * <p>A marker names the entry that the next page begins with. So a list may change between two pages, and every entry
 * that was there all the time is still seen exactly once.
 *
 * @param prefix what the names begin with, or null when the client did not say
 * @param marker as the client sent it, or null for the first page
 * @param from the entry that the page begins with; empty for the first page
 * @param maxResults as the client sent it, or null when it did not say
 * @param include lower-case words for what the list shows in addition
 */
public record ListParameters(
        @Nullable String prefix,
        @Nullable String marker,
        String from,
        @Nullable Long maxResults,
        Set<String> include) {
    private static final int MAX_RESULTS = 5000;

    public ListParameters {
        include = Set.copyOf(include);
    }

    /**
     * Reads the parameters that all lists have.
     *
     * @param includable the words that {@code include} may hold
     */
    public static ListParameters from(QueryParameters queryParameters, Set<String> includable) {
        return from(queryParameters, includable, CommonError.INVALID_QUERY_PARAMETER_VALUE);
    }

    /**
     * Reads the parameters that all lists have.
     *
     * @param includable the words that {@code include} may hold
     * @param wrongMarker what a marker is refused with that no list can have ended with
     */
    public static ListParameters from(
            QueryParameters queryParameters, Set<String> includable, StorageError wrongMarker) {
        @Nullable String from = queryParameters.get("marker", marker -> decode(marker, wrongMarker));
        @Nullable Long maxResults = queryParameters.get("maxresults", Long::valueOf);
        requireInRange(maxResults);
        return new ListParameters(
                queryParameters.get("prefix"),
                queryParameters.get("marker"),
                from == null ? "" : from,
                maxResults,
                include(queryParameters, includable));
    }

    /** The least name that may be on the page. */
    public String start() {
        return prefix == null || prefix.compareTo(from) < 0 ? from : prefix;
    }

    /** Whether {@code name} is one that the client asks for. */
    public boolean covers(String name) {
        return prefix == null || name.startsWith(prefix);
    }

    /** How many entries the page has at most. */
    public int most() {
        return maxResults == null ? MAX_RESULTS : (int) Math.min(MAX_RESULTS, maxResults);
    }

    public boolean includes(String what) {
        return include.contains(what);
    }

    /** Repeats what the client asked for, as the head of a list does. */
    public XmlWriter writeTo(XmlWriter xml) {
        if (prefix != null) {
            xml.name("Prefix", prefix);
        }
        return xml.optional("Marker", marker).optional("MaxResults", maxResults == null ? null : most());
    }

    /** Ends a list by telling where the next page begins, or that there is none. */
    public XmlWriter writeNextTo(XmlWriter xml, @Nullable String next) {
        return next == null ? xml.element("NextMarker") : xml.element("NextMarker", marker(next));
    }

    /** The marker of a list that goes on with the entry {@code name}. */
    public static String marker(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    private static void requireInRange(@Nullable Long maxResults) {
        if (maxResults != null && maxResults < 1) {
            throw StorageException.queryParameterOutOfRange("maxresults", maxResults, 1, MAX_RESULTS);
        }
    }

    private static Set<String> include(QueryParameters queryParameters, Set<String> includable) {
        Set<String> words = new TreeSet<>();
        for (String value : queryParameters.all("include")) {
            for (String part : value.split(",", -1)) {
                String word = part.strip().toLowerCase(Locale.ROOT);
                boolean empty = word.isEmpty();
                if (!empty && !includable.contains(word)) {
                    throw StorageException.invalidQueryParameter("include", value);
                }
                if (!empty) {
                    words.add(word);
                }
            }
        }
        return words;
    }

    private static String decode(String marker, StorageError wrongMarker) {
        try {
            return new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notOurs) {
            throw wrongMarker.exception().detail("QueryParameterName", "marker").detail("QueryParameterValue", marker);
        }
    }
}
