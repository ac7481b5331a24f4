package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.StackFrame;
import com.sun.jdi.Value;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.request.EventRequest;
import dev.nephelite.testing.JdiDebugger;
import dev.nephelite.testing.JdiDebugger.BreakpointHit;
import dev.nephelite.testing.StagedApp;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nephelite start --debug} with a real debugger. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DebuggerTest {
    private static final Path SAMPLE = Nephelite.HOME.resolve("samples/photos");
    private static final String DEBUG = "--debug=0";
    private static final Pattern PORT = Pattern.compile("attach to localhost:(\\d+)");

    /** Much longer than the timeout of the function and than the visibility of its message. */
    private static final int SECONDS_HELD = Integer.getInteger("nephelite.debugger.seconds", 40);

    @TempDir
    private Path folder;

    public static final class ResizeFunctions {
        public void resize(
                @QueueTrigger(name = "photo", queueName = "photos", connection = "AzureWebJobsStorage") String photo,
                @BindingName("DequeueCount") int attempt,
                ExecutionContext context) {
            context.getLogger().info("resized " + photo + ", attempt " + attempt);
        }
    }

    @Test
    void a_breakpoint_in_a_queue_function_is_hit_and_the_function_goes_on() throws Exception {
        try (Nephelite nephelite = Nephelite.start(folder, Map.of(), DEBUG, SAMPLE.toString());
                Events events = Events.of(nephelite)) {
            JdiDebugger debugger = attach(nephelite);
            debugger.breakAt("com.example.photos.WriteRecord", "run", EventRequest.SUSPEND_ALL);

            upload(nephelite, "nepheline.jpg");

            BreakpointEvent hit = debugger.awaitBreakpoint().event();
            assertThat(hit.thread().name()).startsWith("WriteRecord (Id: ");
            assertThat(valueOf(hit, "message").type().name()).isEqualTo("com.example.photos.PhotoRecord");
            debugger.close();
            events.awaitBlob("records", "nepheline.jpg.json");
        }
    }

    /** The tests of local clouds prove the same in no time, with a clock of their own. This one takes it. */
    @Test
    void a_message_whose_function_is_held_for_long_is_delivered_once_while_others_use_storage() throws Exception {
        try (HeldProgram thread = new HeldProgram(folder.resolve("thread"), EventRequest.SUSPEND_EVENT_THREAD);
                HeldProgram process = new HeldProgram(folder.resolve("process"), EventRequest.SUSPEND_ALL)) {
            List<HeldProgram> both = List.of(thread, process);
            for (int second = 0; second < SECONDS_HELD; second++) {
                for (HeldProgram program : both) {
                    program.useStorage("dog " + second);
                }
                thread.nephelite.requireRunning(Duration.ofSeconds(1));
            }

            for (HeldProgram program : both) {
                program.resumeAndAssertThatItRanOnce();
            }
        }
    }

    /** A program with a function that a debugger holds. */
    private static final class HeldProgram implements AutoCloseable {
        private final Path data;
        private final Nephelite nephelite;
        private final JdiDebugger debugger;
        private final BreakpointHit hit;
        private final QueueClient photos;
        private final BlobContainerClient others;

        HeldProgram(Path folder, int policy) throws Exception {
            Path app = folder.resolve("app");
            Map<String, String> settings = Map.of(
                    "AzureFunctionsJobHost__functionTimeout",
                    "00:00:05",
                    "AzureFunctionsJobHost__extensions__queues__visibilityTimeout",
                    "00:00:10");
            new StagedApp(app, ResizeFunctions.class, settings).function("resize", "resize", """
                    {"type": "queueTrigger", "direction": "in", "name": "photo", "queueName": "photos"}""");
            data = folder.resolve("data");
            nephelite = Nephelite.start(data, Map.of(), DEBUG, app.toString());
            debugger = attach(nephelite);
            debugger.breakAt(ResizeFunctions.class.getName(), "resize", policy);
            others = new BlobServiceClientBuilder()
                    .connectionString(nephelite.connectionString())
                    .buildClient()
                    .createBlobContainer("others");
            photos = new QueueServiceClientBuilder()
                    .connectionString(nephelite.connectionString())
                    .buildClient()
                    .getQueueClient("photos");
            photos.createIfNotExists();
            photos.sendMessage(BinaryData.fromString("Y2F0"));
            hit = debugger.awaitBreakpoint();
        }

        void useStorage(String content) {
            BlobClient blob = others.getBlobClient("dog");
            blob.upload(BinaryData.fromString(content), true);
            assertThat(blob.downloadContent()).hasToString(content);
        }

        void resumeAndAssertThatItRanOnce() throws Exception {
            hit.resume();
            nephelite.awaitLine(line -> line.contains("Executed 'Functions.resize'"));
            assertThat(new CommandRunner().executeAt(data, "wait", "--idle")).isZero();
            assertThat(nephelite.output())
                    .filteredOn(line -> line.contains("Executing 'Functions.resize'")
                            || line.contains("Executed 'Functions.resize'")
                            || line.contains("resized "))
                    .satisfiesExactly(
                            line -> assertThat(line).contains("Executing"),
                            line -> assertThat(line).contains("resized cat, attempt 1"),
                            line -> assertThat(line).contains("Succeeded"));
            assertThat(photos.getProperties().getApproximateMessagesCountLong()).isZero();
        }

        @Override
        public void close() {
            debugger.close();
            nephelite.close();
        }
    }

    private static JdiDebugger attach(Nephelite nephelite) throws Exception {
        String output = String.join("\n", nephelite.output());
        Matcher port = PORT.matcher(output);
        assertThat(port.find()).as(output).isTrue();
        return JdiDebugger.attach(Integer.parseInt(port.group(1)));
    }

    private static void upload(Nephelite nephelite, String name) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(nephelite.function() + "/api/photos/" + name))
                .header("Content-Type", "application/octet-stream")
                .PUT(BodyPublishers.ofFile(SAMPLE.resolve(name)))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(201);
    }

    private static Value valueOf(BreakpointEvent hit, String variable) throws Exception {
        StackFrame frame = hit.thread().frame(0);
        try {
            return frame.getValue(Objects.requireNonNull(frame.visibleVariableByName(variable)));
        } catch (AbsentInformationException compiledWithoutVariables) {
            return frame.getArgumentValues().get(0);
        }
    }
}
