package dev.nephelite.blob.protocol;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.nephelite.emulator.value.Account;
import dev.nephelite.testing.SignedClient;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in which a URL names its account, and the container that a URL need not name. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HostsTest {
    private final BlobService service = new BlobService();

    @AfterEach
    void close() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "devstoreaccount1.blob.localhost:10000",
                "devstoreaccount1.localhost",
                "devstoreaccount1.blob.svc"
            })
    void the_account_may_be_in_the_host(String host) {
        service.container("photos");
        service.put("/photos/cat.txt", "miau");

        from(host).get("/photos/cat.txt").then().statusCode(200).body(equalTo("miau"));
        from(host)
                .get("/?comp=list")
                .then()
                .statusCode(200)
                .body("EnumerationResults.@ServiceEndpoint", equalTo("http://" + host + "/"));
    }

    @Test
    void a_container_may_be_called_as_the_account_is() {
        service.container("devstoreaccount1");
        service.put("/devstoreaccount1/cat.txt", "miau");

        from("devstoreaccount1.blob.localhost")
                .get("/devstoreaccount1/cat.txt")
                .then()
                .statusCode(200);
    }

    @Test
    void the_replica_may_be_in_the_host() {
        from("devstoreaccount1-secondary.blob.localhost")
                .get("/?restype=service&comp=stats")
                .then()
                .statusCode(200);
        from("devstoreaccount1-secondary.blob.localhost")
                .put("/photos?restype=container")
                .then()
                .statusCode(403)
                .header("x-ms-error-code", "InsufficientAccountPermissions");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"azurite.ns.svc:10000", "azurite", "localhost:10000", "[::1]:10000", "host.docker.internal"})
    void any_other_host_leaves_the_account_to_the_path(String host) {
        from(host)
                .get("/devstoreaccount1?comp=list")
                .then()
                .statusCode(200)
                .body("EnumerationResults.@ServiceEndpoint", startsWith("http://" + host + "/devstoreaccount1"));
        from(host).get("/devstoreaccount1/?comp=list").then().statusCode(200);
    }

    @Nested
    class Given_a_root_container {
        Given_a_root_container() {
            service.container("$root");
        }

        @Test
        void a_path_without_a_container_means_a_blob_in_it() {
            service.put("/robots.txt", "all");
            service.request()
                    .header("x-ms-meta-color", "red")
                    .put("/robots.txt?comp=metadata")
                    .then()
                    .statusCode(200);
            service.request().head("/robots.txt").then().statusCode(200).header("x-ms-meta-color", "red");

            service.request().get("/$root/robots.txt").then().statusCode(200).body(equalTo("all"));
            from("devstoreaccount1.blob.localhost")
                    .get("/robots.txt")
                    .then()
                    .statusCode(200)
                    .body(equalTo("all"));
            service.request().delete("/robots.txt").then().statusCode(202);
        }

        @Test
        void blocks_can_be_put_together_in_it() {
            service.putBlock("/app.js", "YQ==", "a");
            service.xml("<BlockList><Latest>YQ==</Latest></BlockList>")
                    .put("/app.js?comp=blocklist")
                    .then()
                    .statusCode(201);

            service.request().get("/app.js").then().statusCode(200).body(equalTo("a"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"/$root/scripts/app.js", "/$root/scripts%2Fapp.js", "/$root/scripts%5Capp.js"})
        void the_name_of_a_blob_in_it_holds_no_slash(String path) {
            service.blob("x").put(path).then().statusCode(400).header("x-ms-error-code", "InvalidUri");
            service.request().get(path).then().statusCode(400).header("x-ms-error-code", "InvalidUri");
        }

        @Test
        void a_container_with_a_slash_but_no_name_behind_it_means_no_blob() {
            service.container("photos");

            service.blob("x").put("/photos/").then().statusCode(400).header("x-ms-error-code", "InvalidUri");
            service.request().get("/photos/").then().statusCode(400).header("x-ms-error-code", "InvalidUri");
            service.request().get("/photos/?restype=container").then().statusCode(200);
        }
    }

    @Test
    void without_a_root_container_there_is_nothing_in_it() {
        service.request().get("/robots.txt").then().statusCode(404).header("x-ms-error-code", "ContainerNotFound");
        service.blob("x").put("/robots.txt").then().statusCode(404).header("x-ms-error-code", "ContainerNotFound");
    }

    private RequestSpecification from(String host) {
        return new SignedClient(service.baseUrl(), Account.DEVELOPMENT, service.clock::now)
                .request()
                .header("Host", host);
    }
}
