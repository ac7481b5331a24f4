package dev.nephelite.cloud;

import static dev.nephelite.cloud.Clients.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import dev.nephelite.function.run.OutputDifference;
import dev.nephelite.function.run.OutputDifference.Change;
import dev.nephelite.function.run.RerunReport;
import dev.nephelite.function.run.RunSummary;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that are repeated by the control plane, see {@link LetterFunctions}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RerunsTest {
    private static LocalCloud start(String... functions) {
        return LocalCloud.builder()
                .controlPort(0)
                .functions(FunctionApp.ofClasses(Clients.classes()).only(List.of(functions)))
                .start();
    }

    private static HttpResponse<String> rerun(LocalCloud cloud, RunSummary run, String body)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        cloud.endpoints().control() + "/v1/runs/" + run.shortId() + "/rerun"))
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static HttpResponse<String> replay(LocalCloud cloud, String body) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(cloud.endpoints().control() + "/v1/reruns"))
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static RunSummary newest(LocalCloud cloud) throws IOException, InterruptedException {
        return RunSummary.parse(
                get(cloud.endpoints().control() + "/v1/runs?last=1").body().strip());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_run_is_repeated_in_this_process_and_in_a_worker_process(boolean worker) throws Exception {
        FunctionApp app = FunctionApp.ofClasses(Clients.classes()).only(List.of("answer"));
        try (LocalCloud cloud = LocalCloud.builder()
                .controlPort(0)
                .functions(worker ? app.inWorkerProcess() : app)
                .start()) {
            BlobContainerClient answers = Clients.container(cloud, "answers");
            Clients.container(cloud, "letters").getBlobClient("Ada").upload(BinaryData.fromString("Hello"));
            cloud.awaitIdle(Duration.ofMinutes(1));
            RunSummary first = newest(cloud);
            answers.getBlobClient("Ada").delete();

            RerunReport same = RerunReport.parse(rerun(cloud, first, "").body());
            RerunReport other = RerunReport.parse(rerun(cloud, first, "{\"payload\": \"Bye\", \"dryRun\": true}")
                    .body());

            assertThat(same.same()).isTrue();
            assertThat(same.run().rerunOf()).isEqualTo(first.id());
            assertThat(answers.getBlobClient("Ada").downloadContent()).hasToString("Dear Ada, you wrote: Hello");
            assertThat(newest(cloud).id()).isEqualTo(other.run().id());
            assertThat(other.outputs())
                    .containsExactly(new OutputDifference(
                            "$return",
                            Change.CHANGED,
                            List.of("- Dear Ada, you wrote: Hello", "+ Dear Ada, you wrote: Bye")));
        }
    }

    @Test
    void a_body_in_Base64_replaces_that_of_a_request() throws Exception {
        try (LocalCloud cloud = start("greet")) {
            get(cloud.endpoints().functions() + "/api/greet/Ada");

            RerunReport report = RerunReport.parse(rerun(cloud, newest(cloud), "{\"payloadBase64\": \"SGVsbG8=\"}")
                    .body());

            assertThat(report.same()).isTrue();
            assertThat(newest(cloud).rerunOf()).isEqualTo(report.first().id());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"payload": 1} | 400 | The body has to be JSON such as
            {"dryRun": "yes"} | 400 | The body has to be JSON such as
            {"fresh": true} | 400 | The body has to be JSON such as
            {"payload": "a", "payloadBase64": "YQ=="} | 400 | There can be one payload only
            {"payloadBase64": "%"} | 400 | payloadBase64 is not Base64
            """)
    void a_body_with_other_members_is_refused(String body, int status, String message) throws Exception {
        try (LocalCloud cloud = start("greet")) {
            get(cloud.endpoints().functions() + "/api/greet/Ada");

            HttpResponse<String> response = rerun(cloud, newest(cloud), body);

            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(response.body()).contains(message);
        }
    }

    @Test
    void a_run_of_another_cloud_is_repeated_from_its_record() throws Exception {
        String record;
        try (LocalCloud cloud = start("greet")) {
            get(cloud.endpoints().functions() + "/api/greet/Ada");
            record = get(cloud.endpoints().control() + "/v1/runs/"
                            + newest(cloud).id())
                    .body();
        }
        try (LocalCloud cloud = start("greet")) {
            RerunReport report = RerunReport.parse(
                    replay(cloud, "{\"run\": " + record + ", \"dryRun\": true}").body());

            assertThat(report.same()).isTrue();
            assertThat(newest(cloud).rerunOf()).isEqualTo(report.first().id());
            assertThat(replay(cloud, "{}").body()).contains("'run' has to be the record of a run");
            assertThat(replay(cloud, "{\"run\": {\"id\": \"1\"}}").statusCode()).isEqualTo(400);
            assertThat(replay(cloud, "{\"run\": " + record + ", \"payload\": \"\"}")
                            .statusCode())
                    .isEqualTo(400);
        }
        try (LocalCloud cloud = LocalCloud.builder().controlPort(0).start()) {
            assertThat(replay(cloud, "{\"run\": " + record + "}").body()).contains("because no app runs");
        }
    }

    @Test
    void a_run_whose_payload_is_not_recorded_is_refused() throws Exception {
        try (LocalCloud cloud = start("greet")) {
            HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(cloud.endpoints().functions() + "/api/greet/Ada"))
                                    .POST(BodyPublishers.ofString("x".repeat(70_000)))
                                    .build(),
                            BodyHandlers.discarding());

            HttpResponse<String> response = rerun(cloud, newest(cloud), "");

            assertThat(response.statusCode()).isEqualTo(409);
            assertThat(response.body()).contains("NotRepeatable", "its record does not have all of what the trigger");
        }
    }
}
