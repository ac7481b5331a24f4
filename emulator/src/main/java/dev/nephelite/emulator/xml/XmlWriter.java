package dev.nephelite.emulator.xml;

import dev.nephelite.emulator.value.PercentEncoding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Writes one XML document, element by element, as the storage services do. */
public final class XmlWriter {
    /** Stands for a character that no document may hold, so that one value does not make all unreadable. */
    private static final char REPLACEMENT = '\uFFFD';

    private final StringBuilder text = new StringBuilder(1024).append("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    private final Deque<String> open = new ArrayDeque<>();

    /** Begins an element that holds others. */
    public XmlWriter open(String name) {
        text.append('<').append(name).append('>');
        open.push(name);
        return this;
    }

    /** Adds an attribute to the element just opened. */
    public XmlWriter attribute(String name, String value) {
        text.setLength(text.length() - 1);
        text.append(' ').append(name).append("=\"");
        escape(value);
        text.append("\">");
        return this;
    }

    /** Adds text to the element just opened. */
    public XmlWriter text(String value) {
        escape(value);
        return this;
    }

    /** Ends the element opened last. */
    public XmlWriter close() {
        text.append("</").append(open.pop()).append('>');
        return this;
    }

    /** Writes an element with nothing but text in it. */
    public XmlWriter element(String name, Object value) {
        text.append('<').append(name).append('>');
        escape(value.toString());
        text.append("</").append(name).append('>');
        return this;
    }

    /** Writes an element with nothing in it. */
    public XmlWriter element(String name) {
        text.append('<').append(name).append(" />");
        return this;
    }

    /** Writes an element, or nothing where there is no value. */
    public XmlWriter optional(String name, @Nullable Object value) {
        return value == null ? this : element(name, value);
    }

    /**
     * Writes an element with the name of a resource. A name with characters that XML cannot hold is percent-encoded as a
     * whole, slashes included, and marked by an attribute.
     */
    public XmlWriter name(String element, String name) {
        if (name.codePoints().allMatch(XmlWriter::isLegal)) {
            return element(element, name);
        }
        return open(element)
                .attribute("Encoded", "true")
                .raw(PercentEncoding.encode(name))
                .close();
    }

    /** The document so far, in UTF-8. */
    public byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private XmlWriter raw(String safe) {
        text.append(safe);
        return this;
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                case '\r' -> text.append("&#xD;");
                default -> text.append(isLegalUnit(c) ? c : REPLACEMENT);
            }
        }
    }

    /** Half a surrogate pair is let through: its other half is not seen here. */
    private static boolean isLegalUnit(char c) {
        return isLegal(c) || Character.isSurrogate(c);
    }

    private static boolean isLegal(int codePoint) {
        boolean whiteSpace = codePoint == '\t' || codePoint == '\n' || codePoint == '\r';
        boolean neverACharacter = codePoint == 0xFFFE || codePoint == 0xFFFF || isSurrogate(codePoint);
        return whiteSpace || (codePoint >= 0x20 && !neverACharacter);
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
