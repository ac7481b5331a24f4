package dev.nephelite.emulator.service;

import static dev.nephelite.emulator.error.CommonError.INVALID_QUERY_PARAMETER_VALUE;

import dev.nephelite.emulator.http.Query;
import dev.nephelite.emulator.xml.XmlWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which part of a list a client asks for, and how much about each item.
 *
 * @param prefix what names must begin with, empty for all
 * @param marker the name to begin with, empty for the first; a client has it from the page before
 * @param include in lower case
 */
public record ListQuery(String prefix, String marker, int maxResults, Set<String> include) {
    private static final NumberParameter MAX_RESULTS = new NumberParameter("maxresults", 1, Integer.MAX_VALUE);
    private static final int LARGEST_PAGE = 5000;

    public ListQuery {
        include = Set.copyOf(include);
    }

    /**
     * Reads the query of a request.
     *
     * @param includable what the list knows to include, in lower case
     */
    public static ListQuery from(Query query, Set<String> includable) {
        String prefix = query.get("prefix");
        String marker = query.get("marker");
        Set<String> include = new TreeSet<>();
        for (String sent : query.all("include")) {
            include.addAll(parseInclude(sent, includable));
        }
        return new ListQuery(
                prefix == null ? "" : prefix,
                marker == null ? "" : marker,
                (int) Math.min(MAX_RESULTS.in(query, LARGEST_PAGE), LARGEST_PAGE),
                include);
    }

    public boolean includes(String name) {
        return include.contains(name);
    }

    /** The first name that may be in the page. */
    public String start() {
        return marker.compareTo(prefix) > 0 ? marker : prefix;
    }

    /**
     * Cuts the page out of a list.
     *
     * @param items in the order of their names, from {@link #start} on, with the prefix only
     */
    public <T> Page<T> page(Stream<T> items, Function<T, String> name) {
        List<T> found = new ArrayList<>(items.limit(maxResults + 1L).toList());
        boolean last = found.size() <= maxResults;
        String next = last ? "" : name.apply(found.remove(maxResults));
        return new Page<>(found, next);
    }

    /** Repeats to the client what it asked for. */
    public void writeTo(XmlWriter xml) {
        xml.name("Prefix", prefix).name("Marker", marker).element("MaxResults", maxResults);
    }

    /** The list may be empty: some client libraries send an empty one. */
    private static List<String> parseInclude(String sent, Set<String> includable) {
        List<String> names = Arrays.stream(sent.toLowerCase(Locale.ROOT).split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (!includable.containsAll(names)) {
            throw INVALID_QUERY_PARAMETER_VALUE
                    .exception()
                    .detail("QueryParameterName", "include")
                    .detail("QueryParameterValue", sent);
        }
        return names;
    }
}
