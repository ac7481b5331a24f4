package dev.nephelite.function;

import com.azure.core.util.BinaryData;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueMessageEncoding;
import com.azure.storage.queue.models.QueueMessageItem;
import dev.nephelite.testing.Emulators;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Hosts of {@link GridFunctions}, one after the other on the same storage. */
final class GridApp implements AutoCloseable {
    static final String ORDER = "{\"id\":\"1\",\"eventType\":\"Order.Placed\",\"subject\":\"orders/7\","
            + "\"eventTime\":\"2026-01-01T12:00:00Z\",\"dataVersion\":\"1\",\"data\":{\"total\":5}}";
    static final String CLOUD_ORDER = "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"Order.Placed\","
            + "\"source\":\"/shop\",\"subject\":\"orders/7\",\"data\":{\"total\":5}}";

    final Map<String, String> settings = new HashMap<>(GridFunctions.SETTINGS);

    private final Path folder;
    private final List<BoundApp> apps = new ArrayList<>();
    private final Emulators emulators = new Emulators();

    GridApp(Path folder) {
        this.folder = folder;
    }

    /** Starts a host with the settings as they are now. */
    BoundApp start() throws IOException {
        Path app = folder.resolve("app" + apps.size());
        BoundApp.stage(
                app,
                GridFunctions.FUNCTION_JSON,
                GridFunctions.class,
                GridFunctions.Order.class,
                GridFunctions.Order.Total.class);
        settings.put("AzureFunctionsWebHost__hostid", "grid");
        BoundApp started = new BoundApp(app, settings, emulators);
        apps.add(started);
        return started;
    }

    static HttpResponse<String> post(BoundApp app, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return app.send("POST", "/runtime/webhooks/" + path, body, headers);
    }

    static void upload(BoundApp app, String name) {
        app.blobs().getBlobContainerClient("photos").getBlobClient(name).upload(BinaryData.fromString("blue"));
    }

    /** The next message of a queue that a function writes to. */
    static String message(BoundApp app, String queue) throws InterruptedException {
        app.awaitSuccessOf(queue.startsWith("named") ? "named" : queue);
        QueueClient client = app.queue(queue, QueueMessageEncoding.BASE64);
        QueueMessageItem item = client.receiveMessage();
        client.deleteMessage(item.getMessageId(), item.getPopReceipt());
        return item.getBody().toString();
    }

    @Override
    public void close() {
        apps.forEach(BoundApp::stop);
        emulators.close();
    }
}
