package dev.nephelite.queue.message;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form of a message that nearly all clients send, for reading it without an XML parser: to make one would be a third
 * of all the work of Put Message.
 */
final class PlainMessageParser {
    private static final String SPACE = "[ \\t\\r\\n]*+";
    private static final Pattern HEAD = Pattern.compile("(?:<\\?xml version=([\"'])1\\.0\\1"
            + "(?: encoding=([\"'])(?i:utf-8)\\2)?(?: standalone=([\"'])yes\\3)? ?\\?>)?"
            + SPACE + "<QueueMessage>" + SPACE + "<MessageText>");
    private static final String TAIL = "</MessageText></QueueMessage>";

    private PlainMessageParser() {}

    /** The text of the message, or null where it takes a parser to say what it is, or that it is none. */
    static @Nullable String textOf(byte[] document) {
        String characters = new String(document, StandardCharsets.UTF_8);
        Matcher head = HEAD.matcher(characters);
        int end = characters.length() - TAIL.length();
        if (!characters.endsWith(TAIL) || !head.lookingAt() || head.end() > end) {
            return null;
        }
        String text = characters.substring(head.end(), end);
        boolean plain = text.chars().allMatch(PlainMessageParser::isPlain) && !text.contains("]]>");
        return plain ? text : null;
    }

    /** Whether a character stands for itself and nothing else. What was no UTF-8 has been decoded to one that does not. */
    private static boolean isPlain(int character) {
        boolean markup = character == '<' || character == '&';
        boolean control = character < ' ' && character != '\t' && character != '\n';
        return !markup && !control && character < Character.MIN_SURROGATE;
    }
}
