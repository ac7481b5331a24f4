package dev.nephelite.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.queue.QueueClient;
import dev.nephelite.junit.cloud.FunctionInvocation;
import dev.nephelite.junit.cloud.FunctionInvocation.LogMessage;
import dev.nephelite.junit.cloud.FunctionInvocation.Payload;
import dev.nephelite.junit.cloud.TestClock;
import dev.nephelite.junit.cloud.TestCloud;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FunctionsTest {
    @RegisterExtension
    private static final NepheliteExtension NEPHELITE = NepheliteExtension.builder()
            .containers("receipts")
            .queues("orders")
            .functions(ShopFunctions.class)
            .setting("ORDERS", "orders")
            .setting("AzureFunctionsJobHost__extensions__queues__maxDequeueCount", "1")
            .build();

    @Test
    void a_request_leads_to_a_message_and_to_a_blob(
            TestCloud cloud, @StorageName("receipts") BlobContainerClient receipts)
            throws IOException, InterruptedException {
        assertThat(post(cloud, "4711", "3").statusCode()).isEqualTo(200);

        cloud.awaitIdle();

        assertThat(receipts.getBlobClient("4711").downloadContent()).hasToString("3 pieces");
        assertThat(cloud.invocations("order")).singleElement().satisfies(invocation -> {
            assertThat(invocation.hasSucceeded()).isTrue();
            assertThat(invocation.inputs())
                    .containsExactly(
                            entry("pieces", new Payload("POST " + cloud.functionsUrl() + "/api/orders/4711\n\n3", 1)));
        });
        assertThat(cloud.invocations("pay")).singleElement().satisfies(invocation -> {
            assertThat(invocation.hasSucceeded()).isTrue();
            assertThat(invocation.failure()).isEmpty();
            assertThat(invocation.log()).containsExactly(new LogMessage("Information", "paying 4711"));
            assertThat(invocation.inputs()).containsExactly(entry("order", payload("{\"id\":\"4711\",\"pieces\":3}")));
            assertThat(invocation.outputs()).containsExactly(entry("$return", payload("3 pieces")));
        });
    }

    @Test
    void a_failure_is_an_invocation_too(
            TestCloud cloud,
            @StorageName("receipts") BlobContainerClient receipts,
            @StorageName("orders-poison") QueueClient poison)
            throws IOException, InterruptedException {
        HttpResponse<String> unused = post(cloud, "4712", "0");

        cloud.awaitIdle();

        assertThat(cloud.invocations("pay")).singleElement().satisfies(invocation -> {
            assertThat(invocation.hasSucceeded()).isFalse();
            assertThat(invocation.inputs()).containsOnlyKeys("order");
            assertThatThrownBy(() -> invocation.output("$return"))
                    .hasMessage("The invocation of 'pay' had no value '$return'. There were [].");
            assertThat(invocation.failure()).isEqualTo("IllegalStateException: nothing to pay");
            assertThat(invocation.stackTrace()).contains("ShopFunctions.pay(ShopFunctions.java:");
        });
        assertThat(poison.peekMessages(2, null, null)).hasSize(1);
        assertThat(receipts.listBlobs()).isEmpty();
    }

    @Test
    void what_a_function_was_given_is_cut_if_it_is_long(TestCloud cloud) throws IOException, InterruptedException {
        HttpResponse<String> unused = post(cloud, "4714", "?".repeat(100_000));

        assertThat(cloud.invocations("order")).singleElement().satisfies(invocation -> {
            Payload pieces = invocation.input("pieces");
            assertThat(pieces.text()).hasSize(Payload.MAX_CHARACTERS).endsWith("?");
            assertThat(pieces.bytes()).isEqualTo(100_000);
        });
    }

    @Test
    void bytes_that_are_no_text_are_in_Base64(TestCloud cloud) throws IOException, InterruptedException {
        HttpResponse<String> length = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(cloud.functionsUrl().resolve("/api/scans"))
                                .POST(BodyPublishers.ofByteArray(new byte[] {(byte) 0xFF, (byte) 0xD8}))
                                .build(),
                        BodyHandlers.ofString());

        assertThat(length.body()).isEqualTo("2");
        assertThat(cloud.invocations("scan").get(0).input("image").text()).endsWith("\n\n/9g=");
    }

    @Test
    void a_recorded_run_is_repeated(TestCloud cloud, @StorageName("receipts") BlobContainerClient receipts) {
        FunctionInvocation paid = cloud.repeat(getClass().getResource("paid.json"));

        assertThat(paid.hasSucceeded()).isTrue();
        assertThat(paid.output("$return").text()).isEqualTo("3 pieces");
        assertThat(receipts.getBlobClient("4711").downloadContent()).hasToString("3 pieces");
        assertThat(cloud.invocations("pay")).containsExactly(paid);
    }

    @Test
    void a_recorded_run_that_does_not_exist_or_fit_is_refused(TestCloud cloud) {
        assertThatThrownBy(() -> cloud.repeat(getClass().getResource("lost.json")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("There is no file with a run of this name");
        assertThatThrownBy(() -> cloud.repeat(getClass().getResource("FunctionsTest.class")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("This is no run");
        assertThatThrownBy(() -> cloud.repeat(getClass().getResource("shipped.json")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("the app has no function 'ship' any more.");
    }

    @Test
    void the_requests_of_bindings_can_fail(TestCloud cloud) throws IOException, InterruptedException {
        cloud.faults().every("PutBlob").on("receipts/*").fail(503, "ServerBusy");

        HttpResponse<String> unused = post(cloud, "4713", "1");
        cloud.awaitIdle();

        assertThat(cloud.invocations("pay")).singleElement().satisfies(invocation -> assertThat(invocation.failure())
                .contains("ServerBusy"));
    }

    @Test
    void a_test_sees_the_static_state_of_functions(TestCloud cloud, TestClock clock) {
        int before = ShopFunctions.RESTOCKED.get();

        clock.advance(Duration.ofDays(31));
        cloud.awaitIdle();

        assertThat(cloud.invocations("restock")).isNotEmpty();
        assertThat(ShopFunctions.RESTOCKED)
                .hasValue(before + cloud.invocations("restock").size());
    }

    @Test
    void a_function_sees_the_settings_of_its_own_cloud_in_the_environment(TestCloud cloud)
            throws IOException, InterruptedException {
        HttpResponse<String> settings = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(cloud.functionsUrl().resolve("/api/settings"))
                                .build(),
                        BodyHandlers.ofString());

        assertThat(settings.body()).isEqualTo("orders " + cloud.connectionString());
        assertThat(System.getenv("ORDERS")).isNull();
    }

    private static Payload payload(String text) {
        return new Payload(text, text.length());
    }

    private static HttpResponse<String> post(TestCloud cloud, String id, String pieces)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(cloud.functionsUrl().resolve("/api/orders/" + id))
                                .POST(BodyPublishers.ofString(pieces))
                                .build(),
                        BodyHandlers.ofString());
    }
}
