package dev.nephelite.queue.message;

import static dev.nephelite.emulator.error.CommonError.INVALID_XML_DOCUMENT;
import static dev.nephelite.emulator.error.CommonError.REQUEST_BODY_TOO_LARGE;

import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.XmlBody;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;
import dev.nephelite.queue.message.GetMessages.Delivered;
import dev.nephelite.queue.model.Message;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Messages as XML: reads the text from the body of a request, and writes the lists in responses. */
final class MessageXml {
    private static final int MAX_TEXT_BYTES = 64 * 1024;

    /** Azure's limit, so a text whose characters are all escaped has to be shorter. */
    private static final int MAX_DOCUMENT_BYTES = 2 * MAX_TEXT_BYTES + 512;

    private static final String SPACE = "[ \\t\\r\\n]*+";
    private static final Pattern PLAIN_HEAD = Pattern.compile("(?:<\\?xml version=([\"'])1\\.0\\1"
            + "(?: encoding=([\"'])(?i:utf-8)\\2)?(?: standalone=([\"'])yes\\3)? ?\\?>)?"
            + SPACE + "<QueueMessage>" + SPACE + "<MessageText>");
    private static final String PLAIN_TAIL = "</MessageText></QueueMessage>";

    private MessageXml() {}

    /** Reads the text of a message. A request without one is refused. */
    static String requireText(Request request) throws IOException {
        return text(request).orElseThrow(INVALID_XML_DOCUMENT::exception);
    }

    /** Reads the text of a message. Empty if the request has no body or no text; an empty text is a text. */
    static Optional<String> text(Request request) throws IOException {
        byte[] document = request.body().readNBytes(MAX_DOCUMENT_BYTES + 1);
        requireLength(document, MAX_DOCUMENT_BYTES);
        if (document.length == 0) {
            return Optional.empty();
        }
        @Nullable String plain = plainText(document);
        Optional<String> text = plain == null ? parse(document) : Optional.of(plain);
        text.ifPresent(found -> requireLength(found.getBytes(StandardCharsets.UTF_8), MAX_TEXT_BYTES));
        return text;
    }

    /**
     * Reads the form of a document that nearly all clients send, without an XML parser: creating one would be a third of
     * the work of Put Message.
     *
     * @return null if the document has another form or is invalid
     */
    static @Nullable String plainText(byte[] document) {
        String characters = new String(document, StandardCharsets.UTF_8);
        Matcher head = PLAIN_HEAD.matcher(characters);
        int end = characters.length() - PLAIN_TAIL.length();
        if (!characters.endsWith(PLAIN_TAIL) || !head.lookingAt() || head.end() > end) {
            return null;
        }
        String text = characters.substring(head.end(), end);
        boolean plain = text.chars().allMatch(MessageXml::isPlain) && !text.contains("]]>");
        return plain ? text : null;
    }

    /** Whether a character represents itself. The replacement character of invalid UTF-8 does not. */
    private static boolean isPlain(int character) {
        boolean markup = character == '<' || character == '&';
        boolean control = character < ' ' && character != '\t' && character != '\n';
        return !markup && !control && character < Character.MIN_SURROGATE;
    }

    private static Optional<String> parse(byte[] document) {
        XmlElement message = XmlElement.parse(new ByteArrayInputStream(document));
        if (!message.name().equals("QueueMessage")) {
            throw INVALID_XML_DOCUMENT.exception();
        }
        return message.textOf("MessageText");
    }

    private static void requireLength(byte[] bytes, int most) {
        if (bytes.length > most) {
            throw REQUEST_BODY_TOO_LARGE.exception().detail("MaxLimit", most);
        }
    }

    /** The response of Put Message: the times and the receipt. */
    static Response put(Message message) {
        return response(201, List.of(message), Function.identity(), (each, xml) -> {
            writeTimes(each, xml);
            writeReceipt(each, xml);
        });
    }

    /**
     * The response of Get Messages: the times, the receipts and the texts.
     *
     * @param toHost adds what a function host wants to know, and Azure does not have: since when each message has been visible, and
     *     its trace context
     */
    static Response delivered(List<Delivered> messages, boolean toHost) {
        return response(200, messages, Delivered::message, (each, xml) -> {
            Message message = each.message();
            writeTimes(message, xml);
            writeReceipt(message, xml);
            writeText(message, xml);
            if (toHost) {
                xml.element("VisibleSince", each.visibleSince());
                writeCause(message, xml);
            }
        });
    }

    /** The response of Peek Messages: the times and the texts. */
    static Response peeked(List<Message> messages) {
        return response(200, messages, Function.identity(), (each, xml) -> {
            writeTimes(each, xml);
            writeText(each, xml);
        });
    }

    /** The response of Peek Messages to {@link dev.nephelite.emulator.value.HiddenMessages}: also when each becomes visible, and its cause. */
    static Response withHidden(List<Message> messages) {
        return response(200, messages, Function.identity(), (each, xml) -> {
            writeTimes(each, xml);
            writeVisibility(each, xml);
            writeText(each, xml);
            writeCause(each, xml);
        });
    }

    private static <T> Response response(
            int status, List<T> entries, Function<T, Message> message, BiConsumer<T, XmlWriter> content) {
        XmlWriter xml = new XmlWriter().open("QueueMessagesList");
        for (T entry : entries) {
            xml.open("QueueMessage").element("MessageId", message.apply(entry).id());
            content.accept(entry, xml);
            xml.close();
        }
        return XmlBody.response(status, xml.close());
    }

    private static void writeTimes(Message message, XmlWriter xml) {
        xml.element("InsertionTime", HttpDate.format(message.insertedAt()));
        xml.element("ExpirationTime", HttpDate.format(message.expiresAt()));
    }

    private static void writeReceipt(Message message, XmlWriter xml) {
        xml.element("PopReceipt", message.receipt());
        writeVisibility(message, xml);
    }

    private static void writeVisibility(Message message, XmlWriter xml) {
        xml.element("TimeNextVisible", HttpDate.format(message.visibleAt()));
    }

    private static void writeCause(Message message, XmlWriter xml) {
        if (message.cause() != null) {
            xml.element(TraceContext.TRACEPARENT, message.cause().header());
            xml.element(TraceContext.TRACESTATE, message.cause().state());
        }
    }

    private static void writeText(Message message, XmlWriter xml) {
        xml.element("DequeueCount", message.dequeueCount());
        xml.element("MessageText", message.text());
    }
}
