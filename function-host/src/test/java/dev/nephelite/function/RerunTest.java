package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.queue.QueueMessageEncoding;
import dev.nephelite.function.run.OutputDifference;
import dev.nephelite.function.run.OutputDifference.Change;
import dev.nephelite.function.run.Payload;
import dev.nephelite.function.run.RerunOptions;
import dev.nephelite.function.run.RerunReport;
import dev.nephelite.function.run.RunDetails;
import dev.nephelite.function.run.RunFilter;
import dev.nephelite.function.run.RunRecord;
import dev.nephelite.function.run.RunSummary;
import dev.nephelite.function.run.RunSummary.Attempt;
import dev.nephelite.function.run.RunSummary.Outcome;
import dev.nephelite.function.worker.TypedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that repeat earlier ones, see {@link BoundFunctions}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RerunTest {
    private static final RerunOptions FRESH = new RerunOptions(null, true, false);
    private static final RerunOptions DRY = new RerunOptions(null, false, true);
    private static final String LONG = "0123456789".repeat(7_000);

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

    private RunRecord last(String function) {
        List<RunSummary> runs = app.host.runs().newest(new RunFilter(function, null, null, null), 1);
        return app.host.runs().find(runs.get(0).id()).orElseThrow();
    }

    private RerunReport rerun(RunRecord first, RerunOptions how) {
        return app.host.rerun(first, how, null).join();
    }

    private static RerunOptions with(String payload) {
        return new RerunOptions(new TypedData.Text(payload), false, false);
    }

    private BlobContainerClient container(String name) {
        return app.blobs().createBlobContainerIfNotExists(name);
    }

    private String note(String name) {
        return container("notes").getBlobClient(name).downloadContent().toString();
    }

    private void put(String container, String blob, String content) {
        container(container).getBlobClient(blob).upload(BinaryData.fromString(content), true);
    }

    private static Payload output(RunRecord run, String name) {
        return Objects.requireNonNull(run.details().outputs().get(name), name);
    }

    @Test
    void a_request_is_repeated_with_its_body_and_route_and_its_outputs_are_written() throws Exception {
        container("notes");
        app.send("PUT", "/api/notes/today?tag=a", "milk, eggs");
        RunRecord first = last("save");
        container("notes").getBlobClient("today.txt").delete();

        RerunReport report = rerun(first, RerunOptions.DEFAULT);

        assertThat(note("today.txt")).isEqualTo("milk, eggs");
        assertThat(report.same()).isTrue();
        assertThat(report.notes()).isEmpty();
        assertThat(report.outputs()).extracting(OutputDifference::change).containsExactly(Change.SAME, Change.SAME);
        assertThat(report.first()).isEqualTo(first.summary());
        RunRecord again = last("save");
        assertThat(report.run()).isEqualTo(again.summary());
        assertThat(again.summary().rerunOf()).isEqualTo(first.summary().id());
        assertThat(again.summary().input()).isEqualTo(first.summary().input());
        assertThat(again.summary().reason()).isEqualTo("Run " + first.summary().id() + " is repeated.");
        assertThat(again.details().inputs()).isEqualTo(first.details().inputs());
        assertThat(again.details().metadata()).isEqualTo(first.details().metadata());
        assertThat(RerunReport.parse(report.json()).json()).isEqualTo(report.json());
    }

    @Test
    void without_writing_the_outputs_are_only_compared() throws Exception {
        container("notes");
        app.send("PUT", "/api/notes/today", "milk");
        RunRecord first = last("save");
        container("notes").getBlobClient("today.txt").delete();

        RerunReport report = rerun(first, DRY);

        assertThat(report.dryRun()).isTrue();
        assertThat(report.same()).isTrue();
        assertThat(container("notes").getBlobClient("today.txt").exists()).isFalse();
        assertThat(output(last("save"), "note").content()).isEqualTo("milk");
        assertThat(last("save").summary().details()).containsEntry("DryRun", "true");
        rerun(last("save"), RerunOptions.DEFAULT);
        assertThat(last("save").summary().details()).doesNotContainKey("DryRun");
    }

    @Test
    void another_payload_is_used_and_the_outputs_differ_by_lines() throws Exception {
        container("notes");
        app.send("PUT", "/api/notes/today", "milk\neggs\nbread");

        RerunReport report = rerun(last("save"), with("milk\nbutter\nbread"));

        assertThat(note("today.txt")).isEqualTo("milk\nbutter\nbread");
        assertThat(report.same()).isFalse();
        assertThat(report.outputs())
                .contains(new OutputDifference(
                        "note", Change.CHANGED, List.of("  milk", "- eggs", "+ butter", "  bread")));
    }

    @Test
    void an_input_is_the_one_of_the_earlier_run_unless_it_is_to_be_read() throws Exception {
        put("notes", "today.txt", "milk");
        app.send("GET", "/api/notes/today", "");
        RunRecord first = last("load");
        put("notes", "today.txt", "eggs");

        assertThat(rerun(first, RerunOptions.DEFAULT).same()).isTrue();
        assertThat(output(last("load"), "$return").content()).isEqualTo("milk");
        assertThat(rerun(first, FRESH).outputs().get(0).lines()).containsSequence("- milk", "+ eggs");
    }

    @Test
    void a_blob_that_did_not_exist_is_missing_again() throws Exception {
        app.send("GET", "/api/notes/today", "");
        RunRecord first = last("load");
        put("notes", "today.txt", "eggs");

        assertThat(rerun(first, RerunOptions.DEFAULT).same()).isTrue();
        assertThat(rerun(first, FRESH).same()).isFalse();
    }

    @Test
    void a_message_is_repeated_without_a_message() throws Exception {
        put("notes", "a.bin", "12");
        container("copies");
        app.queue("to-copy", QueueMessageEncoding.BASE64).create();
        app.queue("to-copy", QueueMessageEncoding.BASE64).sendMessage("a.bin");
        app.awaitSuccessOf("copy");
        app.host.idle().join();
        RunRecord first = last("copy");

        RerunReport report = rerun(first, RerunOptions.DEFAULT);

        assertThat(report.same()).isTrue();
        assertThat(report.run().attempt()).isEqualTo(Attempt.ONLY);
        RunDetails again = last("copy").details();
        assertThat(again.metadata()).isEqualTo(first.details().metadata());
        assertThat(again.inputs()).isEqualTo(first.details().inputs());
        assertThat(app.queue("copied", QueueMessageEncoding.BASE64)
                        .getProperties()
                        .getApproximateMessagesCountLong())
                .isEqualTo(2);
    }

    @Test
    void a_failed_run_and_its_repetition_are_compared() throws Exception {
        container("copies");
        app.queue("to-copy", QueueMessageEncoding.BASE64).create();
        app.queue("to-copy", QueueMessageEncoding.BASE64).sendMessage("a.bin");
        app.awaitLine("Message has reached MaxDequeueCount of 5");
        app.host.idle().join();
        RunRecord first = last("copy");
        put("notes", "a.bin", "12");

        assertThat(rerun(first, RerunOptions.DEFAULT).same()).isTrue();
        RerunReport report = rerun(first, FRESH);

        assertThat(report.first().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.run().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(report.same()).isFalse();
        assertThat(report.outputs()).contains(new OutputDifference("$return", Change.ADDED, List.of("+ a.bin: 2")));
    }

    @Test
    void a_blob_is_repeated_with_its_content_even_if_it_was_deleted() throws Exception {
        put("to-keep", "cat.txt", "miau");
        app.awaitSuccessOf("keepBlob");
        app.host.idle().join();
        RunRecord first = last("keepBlob");
        app.blobs().deleteBlobContainer("to-keep");

        RerunReport report = rerun(first, RerunOptions.DEFAULT);

        assertThat(report.same()).isTrue();
        assertThat(last("keepBlob").details().metadata())
                .isEqualTo(first.details().metadata());
    }

    @Test
    void a_large_blob_is_read_again_unless_it_was_written_since() throws Exception {
        put("to-keep", "long.txt", LONG);
        app.awaitSuccessOf("keepBlob");
        app.host.idle().join();
        RunRecord first = last("keepBlob");

        assertThat(rerun(first, FRESH).outputs())
                .containsExactly(new OutputDifference(
                        "$return",
                        Change.UNKNOWN,
                        List.of("  the same in the beginning that is recorded, and as long: 140000 bytes")));
        assertThatThrownBy(() -> rerun(first, RerunOptions.DEFAULT))
                .hasStackTraceContaining(
                        "Run %s cannot be repeated with the input 'again' as it was, because its record does not"
                                        .formatted(first.summary().shortId())
                                + " have all of it. Let the input be read now (--fresh-inputs).");
        app.blobs().deleteBlobContainer("to-keep");
        assertThatThrownBy(() -> rerun(first, FRESH))
                .hasStackTraceContaining("Run %s cannot be repeated: its record does not have the content of the blob"
                                .formatted(first.summary().shortId())
                        + " 'to-keep/long.txt', and the blob was deleted or written again since then.");
    }

    @Test
    void a_long_body_cannot_be_repeated_unless_there_is_another_one() throws Exception {
        container("notes");
        app.send("PUT", "/api/notes/today", LONG);
        RunRecord first = last("save");

        assertThatThrownBy(() -> rerun(first, RerunOptions.DEFAULT))
                .hasStackTraceContaining(
                        "Run %s cannot be repeated: its record does not have all of what the trigger has passed,"
                                        .formatted(first.summary().shortId())
                                + " because that was larger than 65,536 characters or a stream.");
        assertThat(rerun(first, with("short")).run().outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void secrets_are_missing_and_a_note_says_so() throws Exception {
        container("notes");
        app.send("PUT", "/api/notes/today?code=c2VjcmV0", "milk");

        assertThat(rerun(last("save"), RerunOptions.DEFAULT).notes())
                .containsExactly(
                        "The function gets '***' instead of the secrets in what the trigger had passed, because they are"
                                + " not recorded.");
    }

    @Test
    void a_run_of_a_function_that_is_gone_or_has_another_trigger_is_refused() throws Exception {
        container("notes");
        app.send("PUT", "/api/notes/today", "milk");
        RunRecord first = last("save");

        assertThatThrownBy(() -> rerun(renamed(first, "saved", "httpTrigger"), RerunOptions.DEFAULT))
                .hasStackTraceContaining("Run %s cannot be repeated: the app has no function 'saved' any more."
                        .formatted(first.summary().shortId()));
        assertThatThrownBy(() -> rerun(renamed(first, "save", "queueTrigger"), RerunOptions.DEFAULT))
                .hasStackTraceContaining(
                        "Run %s cannot be repeated: the function 'save' had a queueTrigger then, and has a httpTrigger"
                                        .formatted(first.summary().shortId())
                                + " now.");
    }

    private static RunRecord renamed(RunRecord run, String function, String trigger) {
        return RunRecord.parse(run.json()
                .replace("\"function\":\"save\"", "\"function\":\"" + function + "\"")
                .replace("\"trigger\":\"httpTrigger\"", "\"trigger\":\"" + trigger + "\""));
    }
}
