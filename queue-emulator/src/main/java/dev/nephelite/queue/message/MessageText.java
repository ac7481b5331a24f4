package dev.nephelite.queue.message;

import static dev.nephelite.emulator.error.CommonError.INVALID_XML_DOCUMENT;
import static dev.nephelite.emulator.error.CommonError.REQUEST_BODY_TOO_LARGE;

import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.xml.XmlElement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads the text of a message from the body of a request. */
final class MessageText {
    private static final int MOST_BYTES = 64 * 1024;

    /** The most that one character grows to when it is escaped by name, as a quotation mark is. */
    private static final int ESCAPE_FACTOR = 6;

    /** The XML around a text. */
    private static final int OVERHEAD = 1024;

    private MessageText() {}

    /** The text, which must be there. */
    static String require(Request request) throws IOException {
        return find(request).orElseThrow(INVALID_XML_DOCUMENT::exception);
    }

    /** The text, unless the client sent none. An empty text is a text. */
    static Optional<String> find(Request request) throws IOException {
        byte[] document = request.body().readNBytes(MOST_BYTES * ESCAPE_FACTOR + OVERHEAD);
        if (document.length == MOST_BYTES * ESCAPE_FACTOR + OVERHEAD) {
            throw tooLarge();
        }
        if (document.length == 0) {
            return Optional.empty();
        }
        XmlElement message = XmlElement.parse(new ByteArrayInputStream(document));
        if (!message.name().equals("QueueMessage")) {
            throw INVALID_XML_DOCUMENT.exception();
        }
        Optional<String> text = message.textOf("MessageText");
        text.ifPresent(MessageText::requireLength);
        return text;
    }

    private static void requireLength(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw tooLarge();
        }
    }

    private static StorageException tooLarge() {
        return REQUEST_BODY_TOO_LARGE.exception().detail("MaxLimit", MOST_BYTES);
    }
}
