package dev.nephelite.queue.account;

import static dev.nephelite.queue.model.QueueError.INVALID_MARKER;

import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.ListParameters;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.XmlBody;
import dev.nephelite.emulator.value.Metadata;
import dev.nephelite.emulator.xml.XmlWriter;
import dev.nephelite.queue.model.Queue;
import dev.nephelite.queue.store.QueueStore;
import java.util.List;
import java.util.Set;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/list-queues1">List Queues</a>. */
public record ListQueues(QueueStore store) implements Operation {
    private static final String METADATA = "metadata";

    @Override
    public Response handle(Request request) {
        ListParameters listParameters = ListParameters.from(request.query(), Set.of(METADATA), INVALID_MARKER);

        List<Queue> found = store.read(view -> view.queues(request.account(), listParameters.start())
                .takeWhile(queue -> listParameters.covers(queue.name().value()))
                .limit(listParameters.most() + 1L)
                .toList());
        boolean more = found.size() > listParameters.most();
        XmlWriter xml =
                new XmlWriter().open("EnumerationResults").attribute("ServiceEndpoint", request.accountUrl() + "/");
        listParameters.writeTo(xml).open("Queues");
        for (Queue queue : found.subList(0, Math.min(found.size(), listParameters.most()))) {
            write(queue, listParameters.includes(METADATA), xml);
        }
        listParameters.writeNextTo(
                xml.close(), more ? found.get(listParameters.most()).name().value() : null);
        return XmlBody.response(200, xml.close());
    }

    private static void write(Queue queue, boolean withMetadata, XmlWriter xml) {
        xml.open("Queue").element("Name", queue.name());
        if (withMetadata) {
            write(queue.metadata(), xml);
        }
        xml.close();
    }

    private static void write(Metadata metadata, XmlWriter xml) {
        xml.open("Metadata");
        metadata.pairs().forEach(xml::element);
        xml.close();
    }
}
