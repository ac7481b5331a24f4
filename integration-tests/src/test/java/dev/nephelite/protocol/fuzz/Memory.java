package dev.nephelite.protocol.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What answers have told that later requests have to say, such as the pop receipt of a message. */
final class Memory {
    private static final Pattern NAME = Pattern.compile("\\{\\{([a-z-]+)}}");
    private static final Pattern ELEMENT = Pattern.compile("<(PopReceipt|MessageId|NextMarker)>([^<]+)<");
    private static final List<String> HEADERS =
            List.of("etag", "x-ms-lease-id", "x-ms-snapshot", "x-ms-copy-id", "x-ms-version-id", "x-ms-popreceipt");

    private final Map<String, String> values = new TreeMap<>();

    void put(String name, String value) {
        values.put(name, value);
    }

    void learn(FuzzResponse fuzzResponse) {
        for (String name : HEADERS) {
            @Nullable String value = fuzzResponse.headers().get(name);
            if (value != null) {
                values.put(name.replace("x-ms-", ""), value);
            }
        }
        Matcher element = ELEMENT.matcher(fuzzResponse.text());
        while (element.find()) {
            values.put(element.group(1).toLowerCase(Locale.ROOT), element.group(2));
        }
    }

    /** The request with what it refers to. */
    RequestDraft complete(RequestDraft requestDraft) {
        return requestDraft
                .withPath(encoded(requestDraft.path()))
                .withQuery(requestDraft.query().stream()
                        .map(field -> new Field(field.name(), encoded(field.value())))
                        .toList())
                .withHeaders(requestDraft.headers().stream()
                        .map(field -> new Field(field.name(), plain(field.value())))
                        .toList())
                .withBody(
                        refers(requestDraft.body())
                                ? Body.of(plain(requestDraft.body().latin1()))
                                : requestDraft.body());
    }

    private static boolean refers(Body body) {
        return NAME.matcher(body.latin1()).find();
    }

    private String plain(String text) {
        return text.contains("{{")
                ? NAME.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found.group(1))))
                : text;
    }

    private String encoded(String text) {
        return text.contains("{{")
                ? NAME.matcher(text)
                        .replaceAll(found -> Matcher.quoteReplacement(
                                URLEncoder.encode(value(found.group(1)), StandardCharsets.UTF_8)))
                : text;
    }

    private String value(String name) {
        return values.getOrDefault(name, "unknown");
    }
}
