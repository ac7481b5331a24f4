package dev.nephelite.queue.protocol;

import io.restassured.RestAssured;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What browsers are told about the pages of other origins, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueueCorsTest {
    private static final String PAGE = "https://app.example";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    private final QueueService service = new QueueService();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void preflight_allowsThePagesOfAnOriginWithARule() {
        service.xml("<StorageServiceProperties><Cors><CorsRule><AllowedOrigins>" + PAGE
                        + "</AllowedOrigins><AllowedMethods>POST</AllowedMethods><AllowedHeaders>*</AllowedHeaders>"
                        + "<ExposedHeaders></ExposedHeaders><MaxAgeInSeconds>60</MaxAgeInSeconds></CorsRule></Cors>"
                        + "</StorageServiceProperties>")
                .put("?restype=service&comp=properties")
                .then()
                .statusCode(202);

        RestAssured.given()
                .header("Origin", PAGE)
                .header("Access-Control-Request-Method", "POST")
                .options(service.endpoint() + "/orders/messages")
                .then()
                .statusCode(200)
                .header(ALLOW_ORIGIN, PAGE);
        service.request().header("Origin", PAGE).post("/none/messages").then().header(ALLOW_ORIGIN, PAGE);
    }
}
