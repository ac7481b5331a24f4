package dev.nephelite.blob.protocol;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What anonymous clients may do, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PublicAccessTest {
    private static final String OF_BLOB = "/photos/cat.jpg";
    private static final String OF_CONTAINER = "/photos?restype=container";

    private final BlobService service = new BlobService();

    PublicAccessTest() {
        service.container("photos");
        service.put(OF_BLOB, "miau");
    }

    @AfterEach
    void close() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, ''",
        "HEAD, ''",
        "GET, ?comp=metadata",
        "HEAD, ?comp=metadata",
        "GET, ?comp=blocklist",
        "GET, ?comp=blocklist&blocklisttype=committed"
    })
    void blobs_are_read_where_blobs_or_the_container_are_open(String method, String query) {
        anybody().request(method, OF_BLOB + query).then().statusCode(404);
        open("blob");
        anybody().request(method, OF_BLOB + query).then().statusCode(200);
        open("container");
        anybody().request(method, OF_BLOB + query).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, ''",
        "HEAD, ''",
        "GET, &comp=metadata",
        "HEAD, &comp=metadata",
        "GET, &comp=list",
    })
    void containers_are_read_where_they_are_open_themselves(String method, String query) {
        anybody().request(method, OF_CONTAINER + query).then().statusCode(404);
        open("blob");
        anybody().request(method, OF_CONTAINER + query).then().statusCode(404);
        anybody()
                .request(method, OF_CONTAINER.replace("?", "/?") + query)
                .then()
                .statusCode(404);
        open("container");
        anybody().request(method, OF_CONTAINER + query).then().statusCode(200);
    }

    @Test
    void a_browser_gets_the_blob_as_it_is() {
        open("blob");

        anybody()
                .header("Accept", "text/html")
                .get(OF_BLOB)
                .then()
                .statusCode(200)
                .contentType("application/octet-stream")
                .body(equalTo("miau"));
        anybody().header("x-ms-version", "2026-02-06").get(OF_BLOB).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /photos/dog.jpg",
        "PUT, /photos/cat.jpg?comp=metadata",
        "PUT, /photos/cat.jpg?comp=lease",
        "DELETE, /photos/cat.jpg",
        "POST, /photos/cat.jpg?comp=query",
        "GET, /photos/cat.jpg?comp=tags",
        "GET, /photos/cat.jpg?comp=blocklist&blocklisttype=uncommitted",
        "GET, /photos/cat.jpg?comp=blocklist&blocklisttype=all",
        "GET, /photos?restype=container&comp=acl",
        "PUT, /photos?restype=container&comp=metadata",
        "PUT, /photos?restype=container&comp=lease",
        "DELETE, /photos?restype=container",
        "GET, /photos?restype=account&comp=properties",
        "GET, /?comp=list",
        "GET, /music/cat.jpg",
        "GET, /music?restype=container&comp=list"
    })
    void nothing_else_is_open_to_everybody(String method, String path) {
        open("container");

        anybody()
                .request(method, path)
                .then()
                .statusCode(404)
                .statusLine("HTTP/1.1 404 The specified resource does not exist.");
        service.request().get(OF_BLOB).then().statusCode(200);
    }

    @Test
    void who_could_show_something_is_asked_to_where_nothing_is_open() {
        open("blob");

        anybody()
                .header("x-ms-version", "2026-02-06")
                .get(OF_CONTAINER)
                .then()
                .statusCode(401)
                .header("x-ms-error-code", "NoAuthenticationInformation")
                .header("WWW-Authenticate", containsString("Bearer"));
    }

    @Test
    void a_blob_that_is_not_there_is_said_not_to_be_where_blobs_are_open() {
        open("blob");

        anybody().get("/photos/dog.jpg").then().statusCode(404).header("x-ms-error-code", "BlobNotFound");
    }

    @Test
    void a_wrong_key_is_refused_where_none_is_needed() {
        open("container");

        anybody()
                .header("Authorization", "SharedKey devstoreaccount1:bm90IHRoZSBrZXk=")
                .header("x-ms-date", BlobService.NOON_AS_HEADER)
                .get(OF_BLOB)
                .then()
                .statusCode(403);
    }

    @Test
    void who_closes_the_container_closes_it_at_once() {
        open("container");
        service.request().put(OF_CONTAINER + "&comp=acl").then().statusCode(200);

        anybody().get(OF_BLOB).then().statusCode(404);
    }

    private void open(String access) {
        service.request()
                .header("x-ms-blob-public-access", access)
                .put(OF_CONTAINER + "&comp=acl")
                .then()
                .statusCode(200);
    }

    private RequestSpecification anybody() {
        return RestAssured.given().urlEncodingEnabled(false).baseUri(service.endpoint());
    }
}
