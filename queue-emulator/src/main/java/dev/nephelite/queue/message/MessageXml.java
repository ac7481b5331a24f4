package dev.nephelite.queue.message;

import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.XmlResponse;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.emulator.xml.XmlWriter;
import dev.nephelite.queue.model.Message;
import java.util.List;
import java.util.function.BiConsumer;

/** Messages as answers list them: each to the extent that its reader may know. */
final class MessageXml {
    private MessageXml() {}

    /** To who put it: how to find it again, without what it says. */
    static Response put(Message message) {
        return answer(201, List.of(message), (each, xml) -> {
            writeTimes(each, xml);
            writeReceipt(each, xml);
        });
    }

    /** To who holds it from now on. */
    static Response delivered(List<Message> messages) {
        return answer(200, messages, (each, xml) -> {
            writeTimes(each, xml);
            writeReceipt(each, xml);
            writeText(each, xml);
        });
    }

    /** To who only looks. */
    static Response peeked(List<Message> messages) {
        return answer(200, messages, (each, xml) -> {
            writeTimes(each, xml);
            writeText(each, xml);
        });
    }

    private static Response answer(int status, List<Message> messages, BiConsumer<Message, XmlWriter> content) {
        XmlWriter xml = new XmlWriter().open("QueueMessagesList");
        for (Message message : messages) {
            xml.open("QueueMessage").element("MessageId", message.id());
            content.accept(message, xml);
            xml.close();
        }
        return XmlResponse.of(status, xml.close());
    }

    private static void writeTimes(Message message, XmlWriter xml) {
        xml.element("InsertionTime", HttpDate.format(message.insertedAt()));
        xml.element("ExpirationTime", HttpDate.format(message.expiresAt()));
    }

    private static void writeReceipt(Message message, XmlWriter xml) {
        xml.element("PopReceipt", message.receipt());
        xml.element("TimeNextVisible", HttpDate.format(message.visibleAt()));
    }

    private static void writeText(Message message, XmlWriter xml) {
        xml.element("DequeueCount", message.dequeueCount());
        xml.element("MessageText", message.text());
    }
}
