package dev.nephelite.queue.message;

import static dev.nephelite.emulator.error.CommonError.INVALID_XML_DOCUMENT;
import static dev.nephelite.emulator.error.CommonError.REQUEST_BODY_TOO_LARGE;

import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.xml.XmlElement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the text of a message from the body of a request. */
final class MessageText {
    private static final int MOST_BYTES = 64 * 1024;

    /** The most that Azure reads of a document, so a text whose characters are all escaped has to be shorter. */
    private static final int MOST_BYTES_OF_DOCUMENT = 2 * MOST_BYTES + 512;

    private MessageText() {}

    /** The text, which must be there. */
    static String require(Request request) throws IOException {
        return find(request).orElseThrow(INVALID_XML_DOCUMENT::exception);
    }

    /** The text, unless the client sent none. An empty text is a text. */
    static Optional<String> find(Request request) throws IOException {
        byte[] document = request.body().readNBytes(MOST_BYTES_OF_DOCUMENT + 1);
        requireLength(document, MOST_BYTES_OF_DOCUMENT);
        if (document.length == 0) {
            return Optional.empty();
        }
        @Nullable String plain = PlainMessageParser.textOf(document);
        Optional<String> text = plain == null ? parse(document) : Optional.of(plain);
        text.ifPresent(found -> requireLength(found.getBytes(StandardCharsets.UTF_8), MOST_BYTES));
        return text;
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
}
