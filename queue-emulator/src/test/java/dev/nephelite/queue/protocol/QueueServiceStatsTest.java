package dev.nephelite.queue.protocol;

import static org.hamcrest.Matchers.equalTo;

import dev.nephelite.emulator.value.HttpDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Get Queue Service Stats, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueueServiceStatsTest {
    private static final String STATS = "/?restype=service&comp=stats";

    private final QueueService service = new QueueService();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void getServiceStats_reportsALiveReplica() {
        service.request()
                .baseUri(service.endpoint() + "-secondary")
                .get(STATS)
                .then()
                .statusCode(200)
                .contentType("application/xml")
                .body("StorageServiceStats.GeoReplication.Status", equalTo("live"))
                .body("StorageServiceStats.GeoReplication.LastSyncTime", equalTo(HttpDate.format(QueueService.NOON)));
    }

    @Test
    void getServiceStats_isRefusedByThePrimary() {
        service.request()
                .get(STATS)
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "InvalidQueryParameterValue")
                .body("Error.QueryParameterName", equalTo("comp"));
    }
}
