package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.queue.QueueMessageEncoding;
import dev.nephelite.function.run.Payload;
import dev.nephelite.function.run.Payload.Form;
import dev.nephelite.function.run.RunDetails;
import dev.nephelite.function.run.RunFilter;
import dev.nephelite.function.run.RunRecord;
import dev.nephelite.function.run.RunSummary;
import dev.nephelite.function.run.RunSummary.Attempt;
import dev.nephelite.function.run.RunSummary.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the host records of runs, see {@link BoundFunctions}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RunRecordsTest {
    private static final String SECRET = "c2VjcmV0";

    @TempDir
    Path folder;

    private BoundApp app;

    @BeforeEach
    void start() throws IOException {
        app = new BoundApp(folder.resolve("app"), Map.of("PARTS", "parts", "API_KEY", "0123456789"));
    }

    @AfterEach
    void stop() {
        app.close();
    }

    private RunRecord run(String function) {
        List<RunSummary> runs = app.host.runs().newest(new RunFilter(function, null, null, null), 1);
        return app.host.runs().find(runs.get(0).id()).orElseThrow();
    }

    private static Payload payload(Map<String, Payload> payloads, String name) {
        return Objects.requireNonNull(payloads.get(name), name);
    }

    @Test
    void a_request_is_recorded_with_its_response_and_outputs() throws Exception {
        app.blobs().createBlobContainer("notes");
        app.send("PUT", "/api/notes/today?tag=a", "milk, eggs", "Content-Type", "text/plain");

        RunRecord run = run("save");

        RunSummary summary = run.summary();
        assertThat(summary.trigger()).isEqualTo("httpTrigger");
        assertThat(summary.reason()).isEqualTo("This function was programmatically called via the host APIs.");
        assertThat(summary.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(summary.attempt()).isEqualTo(Attempt.ONLY);
        assertThat(summary.cold()).isTrue();
        assertThat(summary.duration()).isPositive();
        assertThat(summary.queued()).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(summary.input()).startsWith("PUT http://").endsWith("/api/notes/today?tag=a");
        RunDetails details = run.details();
        assertThat(payload(details.metadata(), "name").content()).isEqualTo("today");
        Payload request = payload(details.inputs(), "request");
        assertThat(request.content()).isEqualTo("milk, eggs");
        assertThat(request.bytes()).isEqualTo(10);
        assertThat(Objects.requireNonNull(request.http()).headers()).containsEntry("content-type", "text/plain");
        assertThat(payload(details.outputs(), "note"))
                .isEqualTo(new Payload(Form.TEXT, "milk, eggs", 10, true, false, null));
        assertThat(Objects.requireNonNull(payload(details.outputs(), "$return").http())
                        .status())
                .isEqualTo(201);
        assertThat(details.log())
                .extracting(RunDetails.Line::message)
                .anyMatch(line -> line.startsWith("Executing 'Functions.save'"))
                .anyMatch(line -> line.startsWith("Executed 'Functions.save' (Succeeded"));
        assertThat(Objects.requireNonNull(details.usage()).allocatedBytes()).isPositive();
    }

    @Test
    void the_second_run_of_a_function_is_warm() throws Exception {
        app.blobs().createBlobContainer("notes");
        app.send("PUT", "/api/notes/today", "milk");
        app.send("PUT", "/api/notes/today", "eggs");

        assertThat(run("save").summary().cold()).isFalse();
    }

    @Test
    void an_output_that_cannot_be_written_makes_the_run_fail() throws Exception {
        app.send("POST", "/api/lost", "anything");

        RunRecord run = run("lost");

        assertThat(run.summary().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(run.summary().error()).startsWith("Error while handling parameter note after function returned:");
        assertThat(run.details().outputs()).isEmpty();
    }

    @Test
    void secrets_do_not_enter_a_record() throws Exception {
        app.blobs().createBlobContainer("notes");
        app.send(
                "PUT",
                "/api/notes/today?code=" + SECRET + "&sig=" + SECRET,
                "AccountKey=" + SECRET + ";a=1 0123456789",
                "Authorization",
                "Bearer " + SECRET,
                "Cookie",
                "a=" + SECRET,
                "x-functions-key",
                SECRET);

        String record = run("save").json();

        assertThat(record).doesNotContain(SECRET).doesNotContain("0123456789").contains("AccountKey=***;a=1 ***");
        assertThat(payload(run("save").details().inputs(), "request").masked()).isTrue();
    }

    @Test
    void a_message_is_recorded_with_its_delivery_and_the_inputs() throws Exception {
        app.blobs().createBlobContainer("notes").getBlobClient("a.bin").upload(BinaryData.fromBytes(new byte[] {-1, 2
        }));
        app.blobs().createBlobContainer("copies");
        app.queue("to-copy", QueueMessageEncoding.BASE64).create();
        app.queue("to-copy", QueueMessageEncoding.BASE64).sendMessage("a.bin");
        app.awaitSuccessOf("copy");
        app.host.idle().join();

        RunRecord run = run("copy");

        assertThat(run.summary().trigger()).isEqualTo("queueTrigger");
        assertThat(run.summary().reason()).isEqualTo("New queue message detected on 'to-copy'.");
        assertThat(run.summary().details()).containsKeys("MessageId", "DequeueCount", "InsertedOn");
        assertThat(run.summary().input()).isEqualTo("a.bin");
        assertThat(run.summary().queued()).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(run.summary().attempt()).isEqualTo(new Attempt(1, 5L));
        assertThat(run.details().metadata()).containsKeys("Id", "PopReceipt").doesNotContainKey("QueueTrigger");
        assertThat(run.details().inputs().keySet()).containsExactly("name", "original");
        assertThat(payload(run.details().inputs(), "original"))
                .isEqualTo(new Payload(Form.BASE64, "/wI=", 2, true, false, null));
        assertThat(payload(run.details().outputs(), "$return").content()).isEqualTo("a.bin: 2");
    }

    @Test
    void a_message_that_fails_is_recorded_for_each_attempt() throws Exception {
        app.queue("to-copy", QueueMessageEncoding.BASE64).create();
        app.queue("to-copy", QueueMessageEncoding.BASE64).sendMessage("missing");
        app.awaitLine("Message has reached MaxDequeueCount of 5");
        app.host.idle().join();

        List<RunSummary> runs = app.host.runs().newest(new RunFilter("copy", true, null, null), 9);

        assertThat(runs)
                .extracting(RunSummary::attempt)
                .containsExactly(
                        new Attempt(1, 5L),
                        new Attempt(2, 5L),
                        new Attempt(3, 5L),
                        new Attempt(4, 5L),
                        new Attempt(5, 5L));
        RunRecord last = app.host.runs().find(runs.get(4).id()).orElseThrow();
        assertThat(last.summary().error()).startsWith("NullPointerException");
        assertThat(last.details().source()).startsWith(BoundFunctions.class.getName() + ".copy(BoundFunctions.java:");
        assertThat(last.details().stackTrace()).contains("\tat ");
    }

    @Test
    void a_blob_is_recorded_with_its_content() throws Exception {
        app.blobs().createBlobContainer("kept");
        app.blobs().createBlobContainer("to-keep").getBlobClient("cat.txt").upload(BinaryData.fromString("miau"));
        app.awaitSuccessOf("keepBlob");
        app.host.idle().join();

        RunRecord run = run("keepBlob");

        assertThat(run.summary().trigger()).isEqualTo("blobTrigger");
        assertThat(run.summary().reason()).isEqualTo("New blob detected(LogsAndContainerScan): to-keep/cat.txt");
        assertThat(payload(run.details().inputs(), "blob").content()).isEqualTo("miau");
        assertThat(payload(run.details().metadata(), "name").content()).isEqualTo("cat.txt");
        assertThat(run.summary().queued()).isGreaterThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void each_of_two_hosts_records_its_own_runs() throws Exception {
        app.blobs().createBlobContainer("notes");
        FunctionHost other = app.another();
        app.send(other, "PUT", "/api/notes/today", "milk");

        assertThat(other.runs().newest(RunFilter.ALL, 9)).hasSize(1);
        assertThat(app.host.runs().newest(RunFilter.ALL, 9)).isEmpty();
    }
}
