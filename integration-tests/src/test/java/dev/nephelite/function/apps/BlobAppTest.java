package dev.nephelite.function.apps;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Functions that a blob triggers, and that read and write others. */
@DisabledIfSystemProperty(named = "nephelite.apps", matches = "few")
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobAppTest {
    @Nested
    class Given_the_folder_that_the_maven_plugin_staged extends Promises {
        Given_the_folder_that_the_maven_plugin_staged() {
            super(HostedApp.staged("blob"));
        }
    }

    @Nested
    class Given_the_project_as_it_is extends Promises {
        Given_the_project_as_it_is() {
            super(HostedApp.project("blob"));
        }
    }

    @TestInstance(Lifecycle.PER_CLASS)
    abstract static class Promises {
        private final Path folder;
        private HostedApp app;

        Promises(Path folder) {
            this.folder = folder;
        }

        @BeforeAll
        void start() throws Exception {
            app = new HostedApp(folder);
        }

        @AfterAll
        void stop() {
            app.close();
        }

        @Test
        void writes_blobs_whose_names_follow_from_the_one_that_came() throws Exception {
            BlobContainerClient drafts = app.container("drafts");
            drafts.createIfNotExists();
            drafts.getBlobClient("letters/to ada.txt").upload(BinaryData.fromString("dear Ada, ä"));

            app.events.awaitBlob("texts", "letters/to ada.upper.txt");

            BlobContainerClient texts = app.container("texts");
            assertThat(texts.getBlobClient("letters/to ada.upper.txt")
                            .downloadContent()
                            .toString())
                    .isEqualTo("DEAR ADA, Ä");
        }

        @Test
        void leaves_blobs_alone_that_the_pattern_does_not_match() throws Exception {
            BlobContainerClient drafts = app.container("drafts");
            drafts.createIfNotExists();
            drafts.getBlobClient("letters/picture.png").upload(BinaryData.fromString("no text"));
            drafts.getBlobClient("letters/last.txt").upload(BinaryData.fromString("last"));

            app.events.awaitBlob("texts", "letters/last.length");

            assertThat(app.container("texts").listBlobs())
                    .extracting(BlobItem::getName)
                    .noneMatch(name -> name.contains("picture"));
        }

        @Test
        void reads_a_blob_that_the_route_names() throws Exception {
            BlobContainerClient texts = app.container("texts");
            texts.createIfNotExists();
            texts.getBlobClient("books/one.upper.txt").upload(BinaryData.fromString("ONCE"));

            assertThat(app.get("/api/texts/books/one").body()).isEqualTo("ONCE");
            assertThat(app.get("/api/texts/books/two").statusCode()).isEqualTo(404);
        }
    }
}
