package dev.nephelite.blob.protocol;

import static org.hamcrest.Matchers.equalTo;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Get Blob Service Stats, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ServiceStatsTest {
    private static final String STATS = "/?restype=service&comp=stats";

    private final BlobService service = new BlobService();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void the_replica_tells_that_it_is_up_to_date() {
        service.request()
                .baseUri(service.endpoint() + "-secondary")
                .get(STATS)
                .then()
                .statusCode(200)
                .contentType("application/xml")
                .body("StorageServiceStats.GeoReplication.Status", equalTo("live"))
                .body("StorageServiceStats.GeoReplication.LastSyncTime", equalTo(BlobService.NOON_AS_HEADER));
    }

    @Test
    void the_account_itself_cannot_be_asked() {
        service.request()
                .get(STATS)
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "InvalidQueryParameterValue")
                .body("Error.QueryParameterName", equalTo("comp"));
    }
}
