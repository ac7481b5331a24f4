package dev.nephelite.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.RandomIds;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TracedMessageTest {
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void open_readsTheTraceContextOfAMessage(@TempDir Path location) throws IOException {
        try (DataFolder folder = DataFolder.open(location);
                QueueService service = open(folder)) {
            service.create("orders");
            service.xml("<QueueMessage><MessageText>hello</MessageText></QueueMessage>")
                    .header("traceparent", PARENT)
                    .header("tracestate", "a=1")
                    .post("/orders/messages")
                    .then()
                    .statusCode(201);
        }

        try (DataFolder folder = DataFolder.open(location);
                QueueService service = open(folder)) {
            assertThat(service.request()
                            .header("Nephelite-Trace-Context", "true")
                            .get("/orders/messages")
                            .asString())
                    .contains("<traceparent>" + PARENT + "</traceparent><tracestate>a=1</tracestate>");
        }
    }

    private static QueueService open(DataFolder folder) {
        return new QueueService(
                clock -> Store.open(folder, Durability.PROCESS, Clocks.single(clock), RandomIds.seeded(1)));
    }
}
