package dev.nephelite.queue.protocol;

import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;

import dev.nephelite.testing.AccessPolicies;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Get and Set Queue ACL, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueueACLTest {
    private static final String ACL = "/orders?comp=acl";

    private final QueueService service = new QueueService();

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_a_queue implements AccessPolicies {
        @BeforeEach
        void create() {
            service.create("orders");
        }

        @Override
        public Response set(String document) {
            return document.isEmpty()
                    ? service.request().put(ACL)
                    : service.xml(document).put(ACL);
        }

        @Override
        public void setDone(String document) {
            set(document).then().statusCode(204).body(emptyString());
        }

        @Override
        public Response show() {
            return service.request().get(ACL);
        }

        @ParameterizedTest
        @ValueSource(strings = {"w", "d", "l", "c"})
        void setQueueACL_rejectsAPermissionThatQueuesDoNotHave(String permission) {
            set(AccessPolicies.policy("mine", "<Permission>" + permission + "</Permission>"))
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidXmlDocument");
        }

        @Test
        void setQueueACL_acceptsAllPermissionsOfTheService() {
            setDone(AccessPolicies.policy("mine", "<Permission>raup</Permission>"));
        }

        @Test
        void clearMessages_and_setQueueMetadata_keepThePolicies() {
            setDone(AccessPolicies.policy("mine", ""));
            service.request().delete("/orders/messages").then().statusCode(204);
            service.request().put("/orders?comp=metadata").then().statusCode(204);

            show().then().body("SignedIdentifiers.SignedIdentifier.Id", equalTo("mine"));
        }
    }

    @Nested
    class Given_no_queue {
        @ParameterizedTest
        @ValueSource(strings = {"GET", "HEAD", "PUT"})
        void getQueueACL_and_setQueueACL_doNotFindAMissingQueue(String method) {
            service.request().request(method, ACL).then().statusCode(404).header("x-ms-error-code", "QueueNotFound");
        }
    }
}
