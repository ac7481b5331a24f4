package dev.nephelite.function.apps;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.QueueMessageItem;
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

/** A function that Event Grid tells of what happens in storage. */
@DisabledIfSystemProperty(named = "nephelite.apps", matches = "few")
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventGridAppTest {
    @Nested
    class Given_the_folder_that_the_maven_plugin_staged extends Promises {
        Given_the_folder_that_the_maven_plugin_staged() {
            super(HostedApp.staged("eventgrid"));
        }
    }

    @Nested
    class Given_the_project_as_it_is extends Promises {
        Given_the_project_as_it_is() {
            super(HostedApp.project("eventgrid"));
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
        void is_told_of_every_blob_and_of_what_became_of_it() throws Exception {
            BlobContainerClient inbox = app.container("inbox");
            inbox.create();
            inbox.getBlobClient("letter.txt")
                    .uploadWithResponse(
                            new BlobParallelUploadOptions(BinaryData.fromString("dear Ada"))
                                    .setHeaders(new BlobHttpHeaders().setContentType("text/plain")),
                            null,
                            Context.NONE);
            app.events.awaitMessage("noted");

            assertThat(note())
                    .isEqualTo("Microsoft.Storage.BlobCreated"
                            + " /blobServices/default/containers/inbox/blobs/letter.txt text/plain");
            inbox.getBlobClient("letter.txt").delete();
            app.events.awaitMessage("noted");
            assertThat(note())
                    .startsWith("Microsoft.Storage.BlobDeleted"
                            + " /blobServices/default/containers/inbox/blobs/letter.txt");
        }

        private String note() {
            QueueClient noted = app.queue("noted");
            QueueMessageItem message = noted.receiveMessage();
            noted.deleteMessage(message.getMessageId(), message.getPopReceipt());
            return message.getBody().toString();
        }
    }
}
