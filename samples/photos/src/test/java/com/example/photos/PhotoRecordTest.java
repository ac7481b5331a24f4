package com.example.photos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.azure.core.util.BinaryData;
import com.example.photos.WriteSummary.Summary;
import com.google.gson.Gson;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PhotoRecordTest {
    private static final PhotoRecord SKY = new PhotoRecord("sky.png", 41233, 640, 427, "thumbnails/sky.png");
    private static final String SKY_JSON = """
            {"name":"sky.png","bytes":41233,"width":640,"height":427,"thumbnail":"thumbnails/sky.png"}""";

    private final Gson worker = new Gson();

    @Test
    void becomes_json_in_queue_and_blob() {
        assertEquals(SKY_JSON, worker.toJson(SKY));
    }

    @Test
    void is_read_from_the_queue_by_the_worker() {
        assertIsSky(worker.fromJson(SKY_JSON, PhotoRecord.class));
    }

    @Test
    void is_read_from_the_blob_by_the_storage_client() {
        assertIsSky(BinaryData.fromString(SKY_JSON).toObject(PhotoRecord.class));
    }

    @Test
    void adds_up_to_a_summary() {
        PhotoRecord sea = new PhotoRecord("sea.jpg", 3_000_000_000L, 2, 3, "thumbnails/sea.jpg");

        Summary summary = Summary.of(List.of(SKY, sea));

        assertEquals("{\"count\":2,\"totalBytes\":3000041233}", worker.toJson(summary));
    }

    private static void assertIsSky(PhotoRecord record) {
        assertEquals("sky.png", record.getName());
        assertEquals(41233, record.getBytes());
        assertEquals(640, record.getWidth());
        assertEquals(427, record.getHeight());
        assertEquals("thumbnails/sky.png", record.getThumbnail());
    }
}
