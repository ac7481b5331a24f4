package dev.nephelite.function.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.server.HttpServer;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.function.app.config.AppSettings;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A container so large that its list comes in pieces, as far as the wire shows it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobPagesTest {
    private final SystemClock clock = new SystemClock();
    private final HttpServer server =
            new HttpServer("127.0.0.1", 0, Handler.of(BlobPagesTest::page), Clocks.single(clock));

    @AfterEach
    void close() {
        server.close();
        clock.close();
    }

    @Test
    void a_page_begins_where_the_one_before_ended() {
        String connection = "AccountName=shop;AccountKey=a2V5;BlobEndpoint=http://127.0.0.1:" + server.port() + "/shop";
        AppSettings appSettings = AppSettings.of(Map.of("AzureWebJobsStorage", connection), Map.of(), Map.of());
        BlobClient blobs = new StorageAccounts(appSettings, Clocks.single(clock), null)
                .account(null)
                .blobs();

        BlobClient.Page first = blobs.list("photos", "", null);
        BlobClient.Page second = blobs.list("photos", "", first.nextMarker());

        assertThat(first.blobs()).extracting(BlobClient.Page.Entry::name).containsExactly("a");
        assertThat(second.blobs()).extracting(BlobClient.Page.Entry::name).containsExactly("b");
        assertThat(second.nextMarker()).isNull();
    }

    private static Response page(HttpRequest request) {
        boolean second =
                "2!8&=".equals(QueryParameters.parse(request.rawQuery()).get("marker"));
        return Response.of(200)
                .body(Body.text(
                        "<EnumerationResults><Blobs><Blob><Name>%s</Name><Properties>".formatted(second ? "b" : "a")
                                + "<Last-Modified>Thu, 01 Jan 2026 12:00:00 GMT</Last-Modified><Etag>0x1</Etag>"
                                + "</Properties></Blob></Blobs><NextMarker>" + (second ? "" : "2!8&amp;=")
                                + "</NextMarker></EnumerationResults>"));
    }
}
