package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nephelite.testing.Emulators;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The administration fires every kind of trigger, with an input that means what it means to that trigger. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InvokeByHandTest {
    @TempDir
    private Path folder;

    private BoundApp app;

    @BeforeEach
    void start() throws IOException {
        BoundApp.stage(folder, HandFunctions.FUNCTION_JSON, HandFunctions.class);
        app = new BoundApp(folder, Map.of("AzureWebJobs.event.EventGrid.Enabled", "false"), new Emulators());
        assertThat(app.host.errors()).isEmpty();
    }

    @AfterEach
    void close() {
        app.close();
    }

    private int invoke(String function, String input) throws IOException, InterruptedException {
        String body = JsonNodeFactory.instance.objectNode().put("input", input).toString();
        return app.send("POST", "/admin/functions/" + function, body).statusCode();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    request | {"city":"Ulm"}                                  | request {"city":"Ulm"} to Ulm
                    message | grün                                            | message grün is grün
                    time    | whatever                                        | time true
                    event   | {"id":"1","subject":"orders/7","eventType":"O","eventTime":"2026-01-01T12:00:00Z","dataVersion":"1","data":{"total":5}} | event on orders/7 with 5
                    """)
    void invokeManually_takesTheInputOfEachTrigger(String function, String input, String heard) throws Exception {
        assertThat(invoke(function, input)).isEqualTo(202);

        app.awaitLine(heard);
        app.awaitSuccessOf(function);
    }

    @Test
    void invokeManually_takesThePathOfABlobRepeatedly() throws Exception {
        app.blobs().createBlobContainer("photos").getBlobClient("sea.jpg").upload(BinaryData.fromString("blue"));
        app.awaitLine("photo sea.jpg of blue");

        assertThat(invoke("photo", "photos/sea.jpg")).isEqualTo(202);

        app.awaitLine("photo sea.jpg of blue");
    }

    @Test
    void invokeManually_logsAnInvalidInput() throws Exception {
        assertThat(invoke("photo", "photos/no.jpg")).isEqualTo(202);

        app.awaitLine("It cannot be started manually. There is no blob 'photos/no.jpg'.");
    }
}
