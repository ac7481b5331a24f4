package dev.nephelite.queue.protocol;

import static org.hamcrest.Matchers.nullValue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Get and Set Queue Metadata, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueueMetadataTest {
    private static final String TARGET = "/orders?comp=metadata";

    private final QueueService service = new QueueService();

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_a_queue_with_metadata {
        Given_a_queue_with_metadata() {
            service.request()
                    .header("x-ms-meta-Color", "red")
                    .put("/orders")
                    .then()
                    .statusCode(201);
        }

        @Test
        void getQueueMetadata_returnsMetadataAndTheCountOfMessages() {
            service.put("orders", "visible");
            service.put("orders", "invisible", "?visibilitytimeout=60");
            service.get("orders");

            service.request()
                    .get(TARGET)
                    .then()
                    .statusCode(200)
                    .header("x-ms-meta-Color", "red")
                    .header("x-ms-approximate-messages-count", "2")
                    .header("Content-Length", "0");
        }

        @Test
        void getQueueMetadata_answersHead() {
            service.request()
                    .head(TARGET)
                    .then()
                    .statusCode(200)
                    .header("x-ms-meta-Color", "red")
                    .header("x-ms-approximate-messages-count", "0");
        }

        @Test
        void setQueueMetadata_replacesAllMetadata() {
            service.request().header("x-ms-meta-Size", "12").put(TARGET).then().statusCode(204);

            service.request()
                    .get(TARGET)
                    .then()
                    .statusCode(200)
                    .header("x-ms-meta-Size", "12")
                    .header("x-ms-meta-Color", nullValue());
        }

        @Test
        void setQueueMetadata_withoutMetadataRemovesIt() {
            service.request().put(TARGET).then().statusCode(204);

            service.request().get(TARGET).then().statusCode(200).header("x-ms-meta-Color", nullValue());
        }

        @Test
        void setQueueMetadata_keepsTheMessages() {
            service.put("orders", "text");
            service.request().put(TARGET).then().statusCode(204);

            service.request().get(TARGET).then().header("x-ms-approximate-messages-count", "1");
        }
    }

    @Nested
    class Given_no_queue {
        @Test
        void getQueueMetadata_and_setQueueMetadata_doNotFindAMissingQueue() {
            service.request().get(TARGET).then().statusCode(404).header("x-ms-error-code", "QueueNotFound");
            service.request().head(TARGET).then().statusCode(404).header("x-ms-error-code", "QueueNotFound");
            service.request().put(TARGET).then().statusCode(404).header("x-ms-error-code", "QueueNotFound");
        }
    }
}
