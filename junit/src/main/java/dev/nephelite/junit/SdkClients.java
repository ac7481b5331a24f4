package dev.nephelite.junit;

import com.azure.core.http.HttpClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueMessageEncoding;
import com.azure.storage.queue.QueueServiceClientBuilder;
import dev.nephelite.junit.bridge.RunningCloud;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes clients of Azure's storage libraries, which need not be on the class path: nothing here loads them before a parameter
 * has their type.
 */
final class SdkClients {
    private static final String BLOB = "com.azure.storage.blob.Blob";
    private static final String QUEUE = "com.azure.storage.queue.Queue";

    /** Types that are about one container or queue, which has to be named. */
    private static final Set<String> NAMED = Set.of(BLOB + "ContainerClient", QUEUE + "Client");

    private static final Set<String> SERVICES = Set.of(
            BLOB + "ServiceClient", BLOB + "ServiceAsyncClient", QUEUE + "ServiceClient", QUEUE + "ServiceAsyncClient");

    private static final int MAX_TRIES = 4;
    private static final Duration RETRY_DELAY = Duration.ofMillis(10);

    private SdkClients() {}

    static boolean isClient(Class<?> type) {
        return needsName(type) || SERVICES.contains(type.getName());
    }

    static boolean needsName(Class<?> type) {
        return NAMED.contains(type.getName());
    }

    /** What all clients of a test run share: connections and threads. */
    static Object newConnections() {
        return HttpClient.createDefault();
    }

    /**
     * Makes a client.
     *
     * @param type a {@linkplain #isClient client}
     * @param name of the container or queue; null if the type needs none
     * @param connections see {@link #newConnections}
     */
    static Object make(Class<?> type, @Nullable String name, RunningCloud cloud, Object connections) {
        HttpClient http = (HttpClient) connections;
        return type.getName().startsWith(BLOB)
                ? Blobs.make(type, name, cloud.connectionString(), http)
                : Queues.make(type, name, cloud, http);
    }

    /** As often as by default, but without the seconds between two tries. */
    private static RequestRetryOptions retries() {
        return new RequestRetryOptions(
                RetryPolicyType.FIXED, MAX_TRIES, (Duration) null, RETRY_DELAY, RETRY_DELAY, null);
    }

    /** Uses the library for blobs. */
    private static final class Blobs {
        static Object make(Class<?> type, @Nullable String name, String connectionString, HttpClient http) {
            BlobServiceClientBuilder builder = new BlobServiceClientBuilder()
                    .connectionString(connectionString)
                    .retryOptions(retries())
                    .httpClient(http);
            if (name != null) {
                BlobContainerClient container = builder.buildClient().getBlobContainerClient(name);
                container.createIfNotExists();
                return container;
            }
            return type.getName().endsWith("AsyncClient") ? builder.buildAsyncClient() : builder.buildClient();
        }
    }

    /** Uses the library for queues. */
    private static final class Queues {
        static Object make(Class<?> type, @Nullable String name, RunningCloud cloud, HttpClient http) {
            QueueServiceClientBuilder builder = new QueueServiceClientBuilder()
                    .connectionString(cloud.connectionString())
                    .messageEncoding(cloud.encodesMessages() ? QueueMessageEncoding.BASE64 : QueueMessageEncoding.NONE)
                    .retryOptions(retries())
                    .httpClient(http);
            if (name != null) {
                QueueClient queue = builder.buildClient().getQueueClient(name);
                queue.createIfNotExists();
                return queue;
            }
            return type.getName().endsWith("AsyncClient") ? builder.buildAsyncClient() : builder.buildClient();
        }
    }
}
