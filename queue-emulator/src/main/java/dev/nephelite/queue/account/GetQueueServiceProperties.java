package dev.nephelite.queue.account;

import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.properties.CommonProperties;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.XmlBody;
import dev.nephelite.emulator.xml.XmlWriter;
import dev.nephelite.queue.store.QueueStore;

/**
 * <a href="https://learn.microsoft.com/rest/api/storageservices/get-queue-service-properties">Get Queue Service
 * Properties</a>.
 */
public record GetQueueServiceProperties(QueueStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        CommonProperties properties = store.read(view -> view.properties(request.account()));
        XmlWriter xml = new XmlWriter().open(CommonProperties.ROOT);
        properties.write(xml);
        return XmlBody.response(200, xml.close());
    }
}
