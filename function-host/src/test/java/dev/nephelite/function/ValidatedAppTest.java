package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.BlobOutput;
import com.microsoft.azure.functions.annotation.BlobTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.java.TestApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ValidatedAppTest {
    @TempDir
    private Path folder = Path.of("");

    private HostOptions options(App app, SystemClock clock) {
        return HostOptions.builder(TestApp.loader(app), Clocks.single(clock), RandomIds.unseeded())
                .build();
    }

    private App validated(Map<String, String> settings) {
        try (SystemClock clock = new SystemClock()) {
            return FunctionHost.validated(options(TestApp.of(folder, settings, Functions.class), clock));
        }
    }

    @Test
    void validated_returnsEveryErrorOfAStart() {
        App app = TestApp.of(folder, Map.of(), Functions.class);
        try (SystemClock clock = new SystemClock();
                FunctionHost host = new FunctionHost(options(app, clock))) {
            host.start();

            assertThat(validated(Map.of()).errors()).containsExactlyElementsOf(host.errors());
        }
    }

    @Test
    void validated_checksSchedulesConnectionsBindingsRoutesAndClasses() {
        App app = validated(Map.of());

        assertThat(app.runnableFunctions()).singleElement().satisfies(sound -> assertThat(sound.name())
                .isEqualTo("fine"));
        assertThat(message(app, "badSchedule")).contains("'often'");
        assertThat(message(app, "noConnection")).contains("'AzureWebJobsNowhere'");
        assertThat(message(app, "badPath")).contains("'nam'");
        assertThat(message(app, "badRoute")).contains("route");
        assertThat(message(app, "badQueue")).contains("'no_queue'");
    }

    @Test
    void validated_refusesAnInvalidAppLikeAStart() throws IOException {
        Files.writeString(folder.resolve("host.json"), "{\"version\":\"2.0\"}");

        assertThatExceptionOfType(InvalidAppException.class)
                .isThrownBy(() -> validated(Map.of("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "much")))
                .withMessageContaining("much");
    }

    private static String message(App app, String function) {
        List<String> messages =
                app.errorsOf(function).stream().map(error -> error.message()).toList();
        assertThat(messages).as(function).hasSize(1);
        return messages.get(0);
    }

    /** One function for each thing that a start refuses, and one with nothing wrong. */
    public static final class Functions {
        @FunctionName("fine")
        public void fine(@TimerTrigger(name = "timer", schedule = "0 0 * * * *") String timer) {}

        @FunctionName("badSchedule")
        public void badSchedule(@TimerTrigger(name = "timer", schedule = "often") String timer) {}

        @FunctionName("noConnection")
        public void noConnection(
                @QueueTrigger(name = "message", queueName = "orders", connection = "Nowhere") String message) {}

        @FunctionName("badPath")
        public void badPath(
                @BlobTrigger(name = "photo", path = "photos/{name}") String photo,
                @BlobOutput(name = "copy", path = "copies/{nam}") OutputBinding<String> copy) {}

        @FunctionName("badRoute")
        public void badRoute(@HttpTrigger(name = "request", route = "admin/x") String request) {}

        @FunctionName("badQueue")
        public void badQueue(@QueueTrigger(name = "message", queueName = "no_queue") String message) {}
    }
}
