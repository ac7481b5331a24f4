package dev.nephelite.program.crash;

import dev.nephelite.program.crash.Inbox.Handle;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What clients do to queues and messages. */
final class QueueSteps {
    private QueueSteps() {}

    record CreateQueue(String queue) implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            storage.queues().require(201, "PUT", "/" + queue);
        }

        @Override
        public void change(State state) {
            state.createQueue(queue);
        }
    }

    record DeleteQueue(String queue, Inbox inbox) implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            inbox.clear();
            storage.queues().require(204, "DELETE", "/" + queue);
        }

        @Override
        public void change(State state) {
            state.deleteQueue(queue);
        }
    }

    record PutMessage(String queue, String text, Inbox inbox) implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            HttpResponse<byte[]> answer =
                    storage.queues().require(201, "POST", "/" + queue + "/messages", document(text));
            Wire.document(answer).children("QueueMessage").forEach(message -> inbox.put(text, Handle.in(message)));
        }

        @Override
        public void change(State state) {
            state.messages(queue).add(text);
            state.happened("PutMessage " + queue);
        }
    }

    /** Hides some messages for the shortest time there is, and changes nothing else that could be seen. */
    record GetMessages(String queue, int most, Inbox inbox) implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            Map<String, Handle> held = inbox.takeAll();
            storage.queues()
                    .document("/" + queue + "/messages?visibilitytimeout=1&numofmessages=" + most)
                    .children("QueueMessage")
                    .forEach(message -> held.put(message.textOf("MessageText").orElseThrow(), Handle.in(message)));
            inbox.putAll(held);
        }

        @Override
        public void change(State state) {
            // A message that is hidden is still there.
        }
    }

    record DeleteMessage(String queue, String text, Inbox inbox) implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            storage.queues().require(204, "DELETE", inbox.take(text).target(queue));
        }

        @Override
        public void change(State state) {
            state.messages(queue).remove(text);
        }
    }

    /** Gives a message another text and shows it at once. */
    record UpdateMessage(String queue, String text, String another, Inbox inbox) implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            Handle held = inbox.take(text);
            HttpResponse<byte[]> answer = storage.queues()
                    .require(204, "PUT", held.target(queue) + "&visibilitytimeout=0", document(another));
            String receipt = answer.headers().firstValue("x-ms-popreceipt").orElseThrow();
            inbox.put(another, new Handle(held.id(), receipt));
        }

        @Override
        public void change(State state) {
            state.messages(queue).remove(text);
            state.messages(queue).add(another);
            state.happened("UpdateMessage " + queue);
        }
    }

    private static byte[] document(String text) {
        return ("<QueueMessage><MessageText>" + text + "</MessageText></QueueMessage>")
                .getBytes(StandardCharsets.UTF_8);
    }
}
