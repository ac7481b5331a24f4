package dev.nephelite.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.util.Context;
import com.azure.storage.common.sas.AccountSasPermission;
import com.azure.storage.common.sas.AccountSasResourceType;
import com.azure.storage.common.sas.AccountSasService;
import com.azure.storage.common.sas.AccountSasSignatureValues;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import com.azure.storage.queue.QueueServiceClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import com.azure.storage.queue.models.PeekedMessageItem;
import com.azure.storage.queue.models.QueueCorsRule;
import com.azure.storage.queue.models.QueueErrorCode;
import com.azure.storage.queue.models.QueueItem;
import com.azure.storage.queue.models.QueueMessageItem;
import com.azure.storage.queue.models.QueueServiceProperties;
import com.azure.storage.queue.models.QueueStorageException;
import com.azure.storage.queue.models.QueuesSegmentOptions;
import com.azure.storage.queue.models.SendMessageResult;
import com.azure.storage.queue.models.UpdateMessageResult;
import com.azure.storage.queue.sas.QueueSasPermission;
import com.azure.storage.queue.sas.QueueServiceSasSignatureValues;
import dev.nephelite.testing.TemporaryCloud;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class QueueSdkTest {
    private final TemporaryCloud cloud = new TemporaryCloud();
    private final QueueServiceClient service = new QueueServiceClientBuilder()
            .connectionString(cloud.connectionString())
            .buildClient();
    private final QueueClient queue = service.getQueueClient("orders");

    @BeforeEach
    void create() {
        queue.create();
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void a_message_is_sent_received_and_deleted() {
        queue.sendMessage("<first> & \"zweite\" é😀");

        QueueMessageItem message = queue.receiveMessage();
        assertThat(message.getBody().toString()).isEqualTo("<first> & \"zweite\" é😀");
        assertThat(message.getDequeueCount()).isEqualTo(1);
        queue.deleteMessage(message.getMessageId(), message.getPopReceipt());

        assertThat(queue.getProperties().getApproximateMessagesCountLong()).isZero();
    }

    @Test
    void a_received_message_is_invisible_until_it_is_updated_to_be_seen() {
        queue.sendMessage("once");
        QueueMessageItem message = queue.receiveMessage();
        assertThat(queue.receiveMessage()).isNull();

        UpdateMessageResult update =
                queue.updateMessage(message.getMessageId(), message.getPopReceipt(), "twice", Duration.ZERO);

        QueueMessageItem again = queue.receiveMessage();
        assertThat(again.getBody().toString()).isEqualTo("twice");
        assertThat(again.getDequeueCount()).isEqualTo(2);
        assertThat(update.getPopReceipt()).isNotEqualTo(again.getPopReceipt());
    }

    @Test
    void a_receipt_that_was_superseded_does_not_delete() {
        queue.sendMessage("once");
        QueueMessageItem message = queue.receiveMessage();
        queue.updateMessage(message.getMessageId(), message.getPopReceipt(), null, Duration.ofSeconds(30));

        assertThatExceptionOfType(QueueStorageException.class)
                .isThrownBy(() -> queue.deleteMessage(message.getMessageId(), message.getPopReceipt()))
                .returns(QueueErrorCode.MESSAGE_NOT_FOUND, QueueStorageException::getErrorCode);
    }

    @Test
    void a_message_may_be_sent_to_be_seen_later_and_to_live_for_ever() {
        SendMessageResult sent = queue.sendMessageWithResponse(
                        "later", Duration.ofHours(1), Duration.ofSeconds(-1), null, Context.NONE)
                .getValue();

        assertThat(sent.getExpirationTime().getYear()).isEqualTo(9999);
        assertThat(queue.receiveMessage()).isNull();
        assertThat(queue.getProperties().getApproximateMessagesCountLong()).isEqualTo(1);
    }

    @Test
    void many_are_peeked_at_without_being_taken() {
        IntStream.range(0, 40).forEach(i -> queue.sendMessage("message " + i));

        List<String> peeked = queue.peekMessages(32, null, null).stream()
                .map(PeekedMessageItem::getBody)
                .map(Object::toString)
                .toList();

        assertThat(peeked)
                .isEqualTo(IntStream.range(0, 32).mapToObj(i -> "message " + i).toList());
        assertThat(queue.receiveMessages(32)).hasSize(32);
        assertThat(queue.receiveMessages(32)).hasSize(8);
    }

    @Test
    void a_cleared_queue_is_empty() {
        queue.sendMessage("gone");

        queue.clearMessages();

        assertThat(queue.peekMessage()).isNull();
    }

    @Test
    void queues_are_listed_with_their_metadata_page_by_page() {
        IntStream.range(0, 5)
                .forEach(i -> service.createQueueWithResponse("queue-" + i, Map.of("Number", "no " + i), null, null));
        QueuesSegmentOptions options = new QueuesSegmentOptions()
                .setPrefix("queue-")
                .setIncludeMetadata(true)
                .setMaxResultsPerPage(2);

        List<QueueItem> listed =
                service.listQueues(options, null, null).stream().toList();

        assertThat(listed)
                .extracting(QueueItem::getName)
                .containsExactly("queue-0", "queue-1", "queue-2", "queue-3", "queue-4");
        assertThat(listed.get(3).getMetadata()).isEqualTo(Map.of("Number", "no 3"));
    }

    @Test
    void creating_it_again_is_told_from_creating_another() {
        assertThat(queue.createIfNotExistsWithResponse(Map.of(), null, null).getStatusCode())
                .isEqualTo(204);
        assertThatExceptionOfType(QueueStorageException.class)
                .isThrownBy(() -> service.createQueueWithResponse("orders", Map.of("a", "b"), null, null))
                .returns(QueueErrorCode.QUEUE_ALREADY_EXISTS, QueueStorageException::getErrorCode);
    }

    @Test
    void a_queue_that_is_missing_is_reported_as_such() {
        QueueClient missing = service.getQueueClient("missing");

        assertThat(missing.deleteIfExists()).isFalse();
        assertThatExceptionOfType(QueueStorageException.class)
                .isThrownBy(missing::receiveMessage)
                .returns(404, QueueStorageException::getStatusCode)
                .returns(QueueErrorCode.QUEUE_NOT_FOUND, QueueStorageException::getErrorCode);
    }

    @Test
    void the_settings_of_the_service_are_set_and_read() {
        QueueServiceProperties properties = service.getProperties();
        QueueCorsRule rule = new QueueCorsRule()
                .setAllowedOrigins("https://page.example")
                .setAllowedMethods("GET,PUT")
                .setAllowedHeaders("x-ms-*")
                .setExposedHeaders("*")
                .setMaxAgeInSeconds(60);

        service.setProperties(properties.setCors(List.of(rule)));

        assertThat(service.getProperties().getCors())
                .extracting(QueueCorsRule::getAllowedMethods)
                .containsExactly("GET,PUT");
    }

    @Test
    void metadata_is_replaced() {
        queue.setMetadata(Map.of("owner", "Anna"));
        queue.setMetadata(Map.of("place", "Berlin"));

        assertThat(queue.getProperties().getMetadata()).isEqualTo(Map.of("place", "Berlin"));
    }

    @Test
    void a_message_that_failed_too_often_is_set_aside() {
        QueueClient poison = service.getQueueClient("orders-poison");
        queue.sendMessage("poison");

        QueueMessageItem message = queue.receiveMessage();
        while (message.getDequeueCount() <= 3) {
            queue.updateMessage(message.getMessageId(), message.getPopReceipt(), null, Duration.ZERO);
            message = queue.receiveMessage();
        }
        poison.createIfNotExists();
        poison.sendMessage(message.getBody());
        queue.deleteMessage(message.getMessageId(), message.getPopReceipt());

        assertThat(poison.peekMessage().getBody().toString()).isEqualTo("poison");
        assertThat(queue.peekMessage()).isNull();
    }

    @Test
    void a_signature_for_reading_does_not_write() {
        String sas = queue.generateSas(new QueueServiceSasSignatureValues(
                OffsetDateTime.now(ZoneOffset.UTC).plusHours(1), new QueueSasPermission().setReadPermission(true)));
        QueueClient reader = new QueueClientBuilder()
                .endpoint(queue.getQueueUrl())
                .sasToken(sas)
                .buildClient();
        queue.sendMessage("seen");

        assertThat(reader.peekMessage().getBody().toString()).isEqualTo("seen");
        assertThatExceptionOfType(QueueStorageException.class)
                .isThrownBy(() -> reader.sendMessage("refused"))
                .returns(403, QueueStorageException::getStatusCode);
    }

    @Test
    void a_signature_for_the_account_opens_what_it_says() {
        AccountSasSignatureValues values = new AccountSasSignatureValues(
                OffsetDateTime.now(ZoneOffset.UTC).plusHours(1),
                new AccountSasPermission().setAddPermission(true).setListPermission(true),
                new AccountSasService().setQueueAccess(true),
                new AccountSasResourceType().setObject(true).setService(true));
        QueueServiceClient limited = new QueueServiceClientBuilder()
                .endpoint(service.getQueueServiceUrl())
                .sasToken(service.generateAccountSas(values))
                .buildClient();

        limited.getQueueClient("orders").sendMessage("allowed");

        assertThat(limited.listQueues()).hasSize(1);
        assertThatExceptionOfType(QueueStorageException.class)
                .isThrownBy(() -> limited.deleteQueue("orders"))
                .returns(403, QueueStorageException::getStatusCode);
    }
}
