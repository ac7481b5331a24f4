package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.cloud.FunctionApp;
import dev.nephelite.emulator.service.RequestObserver.ReceivedRequest;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.function.run.RunDetails;
import dev.nephelite.function.run.RunDetails.Call;
import dev.nephelite.function.run.RunSummary;
import dev.nephelite.program.Nephelite;
import dev.nephelite.testing.TemporaryCloud;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The calls of Azure's SDK in the sample app, which knows nothing of traces. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SdkTraceTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void requests_of_the_sdk_belong_to_the_trace_of_the_invocation(boolean inWorkerProcess) throws Exception {
        FunctionApp photos = FunctionApp.in(Nephelite.HOME.resolve("samples/photos/target/azure-functions/photos"))
                .environment(System.getenv())
                .settings(Map.of("SUMMARY_SCHEDULE", "0 0 0 1 1 *"));
        List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
        try (TemporaryCloud cloud =
                new TemporaryCloud(builder -> builder.functions(inWorkerProcess ? photos.inWorkerProcess() : photos)
                        .functionPort(0)
                        .shareProcess()
                        .requests(request -> {
                            requests.add(request);
                            return status -> {};
                        }))) {
            HttpRequest list = HttpRequest.newBuilder(
                            URI.create(cloud.functionHost().url() + "/api/photos"))
                    .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(list, BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);

            assertThat(requests)
                    .filteredOn(request -> request.client().contains("azsdk-java"))
                    .isNotEmpty()
                    .extracting(request -> Objects.requireNonNull(request.trace()))
                    .allSatisfy(trace -> assertThat(trace.invocation()).isNotNull())
                    .extracting(TraceContext::traceId)
                    .containsOnly(TRACE);
            RunSummary run = cloud.functionHost().runs().inTrace(TRACE).get(0);
            RunDetails recorded =
                    cloud.functionHost().runs().find(run).orElseThrow().details();
            assertThat(recorded.calls())
                    .extracting(Call::name)
                    .contains("GET")
                    .anyMatch(name -> name.startsWith("Azure"));
            assertThat(recorded.calls())
                    .extracting(Call::parent)
                    .contains(run.trace().span());
        }
    }
}
