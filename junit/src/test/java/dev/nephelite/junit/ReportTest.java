package dev.nephelite.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.queue.QueueClient;
import dev.nephelite.junit.cloud.TestCloud;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What the extension does when tests fail, or when they ask for what is impossible. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReportTest {
    @Test
    void a_failure_is_reported_with_the_log_and_the_messages_that_are_left() {
        Throwable failure = failureOf(FailingTest.class);

        assertThat(failure).hasMessage("wanted");
        assertThat(failure.getSuppressed()).singleElement().satisfies(report -> assertThat(report.getMessage())
                .startsWith("What happened in the cloud of the test:\n")
                .containsSubsequence(
                        "test    fails(TestCloud, QueueClient, QueueClient, BlobContainerClient) begins",
                        "client  POST orders/messages 201 (PutMessage)",
                        "event   Nephelite.Queue.MessageEnqueued orders",
                        "log     Information Function.pay: Executing 'Functions.pay'",
                        "Function.pay.User: paying 4711",
                        "nothing to pay",
                        "input   order = {\"id\":\"4711\",\"pieces\":0}",
                        "host    DELETE orders/messages/",
                        "test    advances the clock by PT1S")
                .containsSubsequence(
                        "Messages that are left:\n",
                        "  orders-poison: 1 message\n",
                        "  others: 3 messages, 1 hidden\n    hello",
                        "Blobs that are left:\n  receipts/0815 (4 bytes)")
                .doesNotContain("azure-webjobs", "top secret"));
    }

    @Test
    void a_failure_is_an_entry_of_the_report_of_JUnit() {
        assertThat(execute(FailingTest.class).allEvents().reportingEntryPublished().stream()
                        .flatMap(event -> event.getPayload(ReportEntry.class).stream())
                        .flatMap(entry -> entry.getKeyValuePairs().entrySet().stream()))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.getKey()).isEqualTo("nephelite");
                    assertThat(entry.getValue()).contains("nothing to pay");
                });
    }

    @Test
    void a_function_that_cannot_run_fails_the_test() {
        assertThat(failureOf(WithoutFunctions.class))
                .hasMessageContaining("WithoutFunctions has no method with @FunctionName");
    }

    @Test
    void an_invalid_name_fails_the_test() {
        assertThat(failureOf(InvalidNameTest.class)).hasMessageContaining("Orders");
    }

    @Test
    void a_setting_without_a_value_fails_the_test() {
        assertThat(failureOf(InvalidSettingTest.class)).hasMessageContaining("NAME=value");
    }

    @Test
    void a_cloud_for_a_whole_class_has_to_be_asked_for() {
        assertThat(execute(CloudBeforeAllTest.class).containerEvents().failed().stream()
                        .findFirst()
                        .flatMap(event -> event.getPayload(TestExecutionResult.class))
                        .flatMap(TestExecutionResult::getThrowable))
                .get()
                .asString()
                .contains("isolation = SNAPSHOT or NONE");
    }

    @Test
    void without_isolation_all_methods_have_one_cloud() {
        execute(SharedCloudTest.class).testEvents().assertStatistics(statistics -> statistics.succeeded(2));
    }

    @Test
    void methods_that_share_snapshots_cannot_run_at_the_same_time() {
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(ParallelSnapshotTest.class))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
                .execute();

        results.testEvents()
                .assertStatistics(statistics -> statistics.succeeded(1).failed(1));
        assertThat(failure(results))
                .hasMessage("With isolation = SNAPSHOT, methods share a cloud, so they cannot run at the same time."
                        + " Annotate the class with @Execution(ExecutionMode.SAME_THREAD).");
    }

    private static EngineExecutionResults execute(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .execute();
    }

    private static Throwable failureOf(Class<?> testClass) {
        return failure(execute(testClass));
    }

    private static Throwable failure(EngineExecutionResults results) {
        return results.testEvents().failed().stream()
                .findFirst()
                .flatMap(event -> event.getPayload(TestExecutionResult.class))
                .flatMap(TestExecutionResult::getThrowable)
                .orElseThrow();
    }

    @NepheliteTest(
            containers = "receipts",
            queues = {"orders", "others"},
            functions = ShopFunctions.class,
            settings = {
                "ORDERS=orders",
                "API_KEY=top secret",
                "AzureFunctionsJobHost__extensions__queues__maxDequeueCount=1"
            })
    static class FailingTest {
        @Test
        void fails(
                TestCloud cloud,
                @StorageName("orders") QueueClient orders,
                @StorageName("others") QueueClient others,
                @StorageName("receipts") BlobContainerClient receipts) {
            String order = "{\"id\":\"4711\",\"pieces\":0}";
            orders.sendMessage(order);
            others.sendMessage("hello");
            others.sendMessageWithResponse("later", Duration.ofHours(1), null, null, null);
            cloud.awaitIdle();
            receipts.getBlobClient("0815").upload(BinaryData.fromString("paid"));
            others.sendMessage("API_KEY is top secret");
            cloud.clock().advance(Duration.ofSeconds(1));
            fail("wanted");
        }
    }

    @NepheliteTest(functions = WithoutFunctions.class)
    static class WithoutFunctions {
        @Test
        void never_begins() {}
    }

    @NepheliteTest(queues = "Orders")
    static class InvalidNameTest {
        @Test
        void never_begins() {}
    }

    @NepheliteTest(settings = "ORDERS")
    static class InvalidSettingTest {
        @Test
        void never_begins() {}
    }

    @NepheliteTest
    static class CloudBeforeAllTest {
        @BeforeAll
        static void prepare(TestCloud cloud) {
            fail("A cloud for which method? " + cloud);
        }

        @Test
        void never_begins() {}
    }

    @NepheliteTest(isolation = Isolation.NONE, queues = "orders")
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class SharedCloudTest {
        @BeforeAll
        static void prepare(@StorageName("orders") QueueClient orders) {
            orders.sendMessage("prepared");
        }

        @Test
        @Order(1)
        void first(@StorageName("orders") QueueClient orders) {
            orders.sendMessage("first");
        }

        @Test
        @Order(2)
        void second(@StorageName("orders") QueueClient orders) {
            assertThat(orders.peekMessages(5, null, null)).hasSize(2);
        }
    }

    /** The method that begins first ends when the other one has failed. */
    @NepheliteTest(isolation = Isolation.SNAPSHOT)
    @ExtendWith(ParallelSnapshotTest.Failures.class)
    static class ParallelSnapshotTest {
        private static final CountDownLatch FAILED = new CountDownLatch(1);

        @RepeatedTest(2)
        void waits() throws InterruptedException {
            assertThat(FAILED.await(1, TimeUnit.MINUTES)).isTrue();
        }

        static final class Failures implements AfterEachCallback {
            @Override
            public void afterEach(ExtensionContext context) {
                if (context.getExecutionException().isPresent()) {
                    FAILED.countDown();
                }
            }
        }
    }
}
