package dev.nephelite.cloud;

import static dev.nephelite.cloud.Clients.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import dev.nephelite.function.run.Payload;
import dev.nephelite.function.run.RunRecord;
import dev.nephelite.function.run.RunSummary;
import dev.nephelite.function.run.RunSummary.Outcome;
import dev.nephelite.function.run.TraceSpan;
import dev.nephelite.function.run.TraceTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runs of functions on the control plane, see {@link LetterFunctions} and {@link ProcessFunctions}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RunsTest {
    private static LocalCloudBuilder letters() {
        return LocalCloud.builder()
                .controlPort(0)
                .functions(FunctionApp.ofClasses(Clients.classes()).only(List.of("greet", "harm")));
    }

    private static HttpResponse<String> control(LocalCloud cloud, String path)
            throws IOException, InterruptedException {
        return get(cloud.endpoints().control() + path);
    }

    private static List<RunSummary> runs(LocalCloud cloud, String query) throws IOException, InterruptedException {
        return control(cloud, "/v1/runs" + query)
                .body()
                .lines()
                .filter(line -> !line.isBlank())
                .map(RunSummary::parse)
                .toList();
    }

    private static void call(LocalCloud cloud, String path) throws IOException, InterruptedException {
        get(cloud.endpoints().functions() + "/api/" + path);
    }

    @Test
    void runs_are_listed_and_shown_by_the_beginning_of_their_ids() throws Exception {
        try (LocalCloud cloud = letters().start()) {
            call(cloud, "greet/Ada");
            call(cloud, "greet/Bob?code=c2VjcmV0");

            List<RunSummary> all = runs(cloud, "");
            assertThat(all).extracting(RunSummary::function).containsExactly("greet", "greet");
            assertThat(runs(cloud, "?text=ADA")).containsExactly(all.get(0));
            assertThat(runs(cloud, "?last=1")).containsExactly(all.get(1));
            assertThat(runs(cloud, "?after=" + all.get(0).number())).containsExactly(all.get(1));
            assertThat(runs(cloud, "?after=" + all.get(1).number())).isEmpty();
            assertThat(runs(cloud, "?after=1000000")).isEqualTo(all);
            assertThat(runs(cloud, "?last=5&before=" + all.get(1).number())).containsExactly(all.get(0));
            assertThat(runs(cloud, "?last=5&before=" + all.get(0).number())).isEmpty();
            assertThat(runs(cloud, "?failed=true")).isEmpty();
            assertThat(runs(cloud, "?function=harm")).isEmpty();
            assertThat(runs(cloud, "?since=" + all.get(1).startedAt())).containsExactly(all.get(1));
            String shown = control(
                            cloud, "/v1/runs/" + all.get(1).id().toString().substring(0, 13))
                    .body();
            assertThat(RunRecord.parse(shown).summary()).isEqualTo(all.get(1));
            assertThat(RunRecord.parse(shown).details().outputs().values())
                    .extracting(Payload::content)
                    .containsExactly("Hello Bob");
            assertThat(shown).doesNotContain("c2VjcmV0");
        }
    }

    @Test
    void a_trace_leads_from_a_blob_over_the_function_to_what_it_writes() throws Exception {
        try (LocalCloud cloud = LocalCloud.builder()
                .controlPort(0)
                .functions(FunctionApp.ofClasses(Clients.classes()).only(List.of("answer")))
                .start()) {
            Clients.container(cloud, "answers");
            Clients.container(cloud, "letters").getBlobClient("Ada").upload(BinaryData.fromString("Hello"));
            cloud.awaitIdle(Duration.ofMinutes(1));

            RunSummary run = runs(cloud, "").get(0);
            TraceTree trace = TraceTree.parse(
                    control(cloud, "/v1/traces/" + run.shortId()).body());

            assertThat(trace.id()).isEqualTo(run.trace().id());
            assertThat(trace.spans())
                    .extracting(TraceSpan::name)
                    .containsSubsequence(
                            "BlobCreated letters/Ada", "answer", "PutBlob answers/Ada", "BlobCreated answers/Ada");
            Map<String, TraceSpan> spans = new HashMap<>();
            trace.spans().forEach(span -> spans.put(span.name(), span));
            TraceSpan event = Objects.requireNonNull(spans.get("BlobCreated letters/Ada"));
            TraceSpan written = Objects.requireNonNull(spans.get("PutBlob answers/Ada"));
            assertThat(Objects.requireNonNull(spans.get("answer")).parent()).isEqualTo(event.id());
            assertThat(written.parent()).isEqualTo(run.trace().span());
            assertThat(written.status()).isEqualTo("201");
            assertThat(control(cloud, "/v1/traces/" + trace.id()).body()).isEqualTo(trace.json() + "\n");
            assertThat(control(cloud, "/v1/traces/" + "0".repeat(32)).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void questions_without_an_answer_are_refused() throws Exception {
        try (LocalCloud cloud = letters().start()) {
            assertThat(control(cloud, "/v1/runs?failed=maybe").body())
                    .contains("failed=maybe is neither true nor false.");
            assertThat(control(cloud, "/v1/runs?since=noon").body())
                    .contains("since=noon is not a time such as 2026-01-31T12:00:00Z.");
            assertThat(control(cloud, "/v1/runs?last=x").body()).contains("last=x is not a number.");
            assertThat(control(cloud, "/v1/runs?last=5&before=x").body()).contains("before=x is not a number.");
            assertThat(control(cloud, "/v1/runs?before=9").body())
                    .contains("before=9 needs last=COUNT, and no follow=true.");
            assertThat(control(cloud, "/v1/runs?last=5&before=9&follow=true").statusCode())
                    .isEqualTo(400);
            assertThat(control(cloud, "/v1/runs/abc").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void a_client_that_follows_sees_a_run_end() throws Exception {
        try (LocalCloud cloud = letters().start();
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        URI.create(cloud.endpoints().control() + "/v1/runs?follow=true")
                                .toURL()
                                .openStream(),
                        StandardCharsets.UTF_8))) {
            call(cloud, "greet/Ada");

            RunSummary ended = lines.lines()
                    .filter(line -> !line.isBlank())
                    .map(RunSummary::parse)
                    .filter(run -> run.outcome() != Outcome.RUNNING)
                    .findFirst()
                    .orElseThrow();
            assertThat(ended.input()).endsWith("/api/greet/Ada");
        } catch (UncheckedIOException ended) {
            throw new AssertionError("The stream ended before the run was served.", ended);
        }
    }

    @Test
    void runs_outlive_a_cloud_with_a_data_folder(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("data");
        RunSummary first;
        try (LocalCloud cloud = letters().location(data).start()) {
            call(cloud, "greet/Ada");
            first = runs(cloud, "").get(0);
            cloud.reset();
        }
        try (LocalCloud cloud = letters().location(data).start()) {
            assertThat(runs(cloud, "")).containsExactly(first);
            assertThat(control(cloud, "/v1/runs/" + first.id()).body()).contains("Hello Ada");
        }
    }

    @Test
    void runs_in_a_worker_process_are_recorded_as_well() throws Exception {
        try (LocalCloud cloud = LocalCloud.builder()
                .controlPort(0)
                .functions(FunctionApp.ofClasses(Clients.classes())
                        .only(List.of("harm"))
                        .inWorkerProcess())
                .start()) {
            call(cloud, "harm?how=nothing");
            RunSummary run = runs(cloud, "").get(0);
            RunRecord record =
                    RunRecord.parse(control(cloud, "/v1/runs/" + run.id()).body());

            assertThat(run.cold()).isTrue();
            assertThat(record.details().usage()).isNotNull();
            assertThat(record.details().log())
                    .anyMatch(line -> line.category().equals("Function.harm.User")
                            && line.message().equals("harm: nothing"));
        }
    }
}
