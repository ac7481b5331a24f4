package dev.nephelite.queue.protocol;

import io.restassured.path.xml.XmlPath;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What a client knows of a message that it put or got: enough to delete or update it. */
record DequeuedMessage(String queue, String id, String receipt) {
    /** The message in an answer that holds just one. */
    static DequeuedMessage in(String queue, XmlPath answer) {
        String message = "QueueMessagesList.QueueMessage.";
        return new DequeuedMessage(
                queue, answer.getString(message + "MessageId"), answer.getString(message + "PopReceipt"));
    }

    /** The request target that shows the receipt. */
    String target() {
        return "/" + queue + "/messages/" + id + "?popreceipt=" + URLEncoder.encode(receipt, StandardCharsets.UTF_8);
    }
}
