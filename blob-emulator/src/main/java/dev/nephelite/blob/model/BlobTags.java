package dev.nephelite.blob.model;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The index tags of a blob in the order of their keys.
 *
 * @see <a href="https://learn.microsoft.com/azure/storage/blobs/storage-manage-find-blobs">Blob index tags</a>
 */
public record BlobTags(SortedMap<String, String> pairs) {
    public static final BlobTags NONE = new BlobTags(Map.of());

    /** How many tags a blob may have. */
    public static final int MAX_TAGS = 10;

    /** How many characters a key has at most. */
    public static final int MAX_KEY_LENGTH = 128;

    /** How many characters a value has at most. */
    public static final int MAX_VALUE_LENGTH = 256;

    /** The element that holds the tags. */
    public static final String XML_ROOT = "Tags";

    private static final String XML_SET = "TagSet";

    public BlobTags {
        pairs = Collections.unmodifiableSortedMap(new TreeMap<>(pairs));
    }

    public BlobTags(Map<String, String> pairs) {
        this(new TreeMap<>(pairs));
    }

    /** The tags that a client sent. Invalid ones are refused with the error of the service. */
    public static BlobTags of(List<Map.Entry<String, String>> sent) {
        SortedMap<String, String> pairs = new TreeMap<>();
        for (Map.Entry<String, String> tag : sent) {
            requireValue(tag.getValue());
            if (pairs.put(requireKey(tag.getKey()), tag.getValue()) != null) {
                throw BlobError.DUPLICATE_TAG_NAMES.exception();
            }
        }
        if (pairs.size() > MAX_TAGS) {
            throw BlobError.TAGS_TOO_LARGE.exception();
        }
        return new BlobTags(pairs);
    }

    /**
     * Parses the header {@code x-ms-tags}, which has the form of a query string.
     *
     * @throws IllegalArgumentException if it is not
     */
    public static BlobTags parse(String header) {
        if (header.isEmpty()) {
            return NONE;
        }
        return of(Arrays.stream(header.split("&", -1)).map(BlobTags::pair).toList());
    }

    public boolean isEmpty() {
        return pairs.isEmpty();
    }

    /** Whether the character may be in a key or a value. */
    public static boolean isLegal(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || " +-./:=_".indexOf(character) >= 0;
    }

    private static String requireKey(String key) {
        if (key.isEmpty()) {
            throw BlobError.EMPTY_TAG_NAME.exception();
        }
        return requireLegal(key, MAX_KEY_LENGTH);
    }

    private static void requireValue(String value) {
        requireLegal(value, MAX_VALUE_LENGTH);
    }

    private static String requireLegal(String text, int longest) {
        if (text.length() > longest) {
            throw BlobError.TAGS_TOO_LARGE.exception();
        }
        if (!text.codePoints().allMatch(BlobTags::isLegal)) {
            throw BlobError.INVALID_TAG.exception();
        }
        return text;
    }

    private static Map.Entry<String, String> pair(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("no '=' in " + text);
        }
        return Map.entry(decode(text.substring(0, equals)), decode(text.substring(equals + 1)));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Reads the body of Set Blob Tags. */
    public static BlobTags read(XmlElement root) {
        XmlElement set = root.child(XML_SET).orElseThrow(CommonError.INVALID_XML_DOCUMENT::exception);
        return of(set.children("Tag").map(BlobTags::readTag).toList());
    }

    /** Writes the tags as an element. */
    public XmlWriter writeTo(XmlWriter xml) {
        xml.open(XML_ROOT).open(XML_SET);
        pairs.forEach((key, value) ->
                xml.open("Tag").element("Key", key).element("Value", value).close());
        return xml.close().close();
    }

    private static Map.Entry<String, String> readTag(XmlElement tag) {
        String key = tag.textOf("Key").orElseThrow(CommonError.INVALID_XML_DOCUMENT::exception);
        return Map.entry(key, tag.textOf("Value").orElse(""));
    }
}
