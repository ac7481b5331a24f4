package dev.nephelite.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import com.azure.storage.queue.sas.QueueSasPermission;
import com.azure.storage.queue.sas.QueueServiceSasSignatureValues;
import dev.nephelite.emulator.value.Account;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a web page can do that signs with the well-known key and makes a browser send requests, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueueForeignPageTest {
    private static final String EVIL = "https://evil.example";
    private static final String MESSAGE = "<QueueMessage><MessageText>run something</MessageText></QueueMessage>";

    private final QueueService service = new QueueService();

    @BeforeEach
    void create() {
        service.create("work");
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void putMessage_refuses_a_simple_request_of_another_origin() {
        byAnybody()
                .header("Origin", EVIL)
                .contentType("text/plain")
                .body(MESSAGE)
                .post(signed("a"))
                .then()
                .statusCode(403);
        assertThat(service.peek("work")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"cross-site, 403", "same-site, 200", "none, 200"})
    void getMessages_refuses_a_link_or_an_image_of_another_site(String site, int status) {
        byAnybody().header("Sec-Fetch-Site", site).get(signed("p")).then().statusCode(status);
    }

    @Test
    void getMessages_answers_a_page_of_this_machine_under_another_name() {
        byAnybody()
                .header("Origin", "http://localhost:3000")
                .header("Sec-Fetch-Site", "cross-site")
                .get(signed("p"))
                .then()
                .statusCode(200);
    }

    private String signed(String permissions) {
        QueueClient queue = new QueueClientBuilder()
                .endpoint(service.endpoint())
                .queueName("work")
                .credential(new StorageSharedKeyCredential(
                        Account.DEVELOPMENT.name(),
                        Base64.getEncoder()
                                .encodeToString(
                                        Account.DEVELOPMENT.keys().get(0).bytes())))
                .buildClient();
        OffsetDateTime end = service.clock.now().plusSeconds(3600).atOffset(ZoneOffset.UTC);
        return queue.getQueueUrl() + "/messages?"
                + queue.generateSas(new QueueServiceSasSignatureValues(end, QueueSasPermission.parse(permissions)));
    }

    private static RequestSpecification byAnybody() {
        return RestAssured.given().urlEncodingEnabled(false);
    }
}
