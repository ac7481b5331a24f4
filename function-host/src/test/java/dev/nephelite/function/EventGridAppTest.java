package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions that hear of events, through a real host and real storage. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventGridAppTest {
    @TempDir
    private Path folder = Path.of("");

    private GridApp grid;

    @BeforeEach
    void createGrid() {
        grid = new GridApp(folder);
    }

    @AfterEach
    void closeGrid() {
        grid.close();
    }

    @Test
    void putBlob_deliversEventsAcrossARestart() throws Exception {
        BoundApp first = grid.start();
        first.blobs().createBlobContainer("photos");
        GridApp.upload(first, "sea.jpg");
        assertThat(GridApp.message(first, "stored"))
                .contains("\"eventType\":\"Microsoft.Storage.BlobCreated\"", "sea.jpg");
        assertThat(GridApp.message(first, "pushed")).isEqualTo("sea.jpg: blue");
        first.host.close();
        GridApp.upload(first, "land.jpg");

        BoundApp second = grid.start();
        assertThat(GridApp.message(second, "stored")).contains("land.jpg");
        assertThat(GridApp.message(second, "pushed")).isEqualTo("land.jpg: blue");
        assertThat(second.errors).isEmpty();
    }

    @Test
    void putBlob_deliversCloudEventsOnRequest() throws Exception {
        grid.settings.put("AzureWebJobs.stored.EventGrid.EventDeliverySchema", "CloudEventSchemaV1_0");
        BoundApp app = grid.start();
        app.blobs().createBlobContainer("photos");
        GridApp.upload(app, "sea.jpg");

        assertThat(GridApp.message(app, "stored")).contains("\"specversion\":\"1.0\"", "sea.jpg");
    }

    @Test
    void invokeManually_takesAnEvent() throws Exception {
        BoundApp app = grid.start();
        String input = GridApp.ORDER.replace("\"", "\\\"");

        assertThat(app.send("POST", "/admin/functions/stored", "{\"input\":\"" + input + "\"}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(GridApp.message(app, "stored")).isEqualTo(GridApp.ORDER);
    }
}
