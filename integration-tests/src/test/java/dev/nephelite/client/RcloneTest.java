package dev.nephelite.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.sas.AccountSasPermission;
import com.azure.storage.common.sas.AccountSasResourceType;
import com.azure.storage.common.sas.AccountSasService;
import com.azure.storage.common.sas.AccountSasSignatureValues;
import dev.nephelite.testing.TemporaryCloud;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole folders, down and up again by <a href="https://rclone.org/azureblob/">rclone</a>. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RcloneTest {
    private static final OffsetDateTime MUCH_LATER = OffsetDateTime.of(2099, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final int FILES = 2000;

    private final TemporaryCloud cloud = new TemporaryCloud();
    private final BlobServiceClient service = new BlobServiceClientBuilder()
            .connectionString(cloud.connectionString())
            .buildClient();
    private final BlobContainerClient copy = service.getBlobContainerClient("copy");
    private final Tree tree = new Tree(service.createBlobContainer("tree"));

    @TempDir
    private Path folder;

    private Program rclone;

    @BeforeEach
    void configure() {
        Map<String, String> configuration = Map.of(
                "RCLONE_CONFIG", folder.resolve("no.conf").toString(),
                "RCLONE_CONFIG_CLOUD_TYPE", "azureblob",
                "RCLONE_CONFIG_CLOUD_SAS_URL", service.getAccountUrl() + "?" + signature(),
                "RCLONE_CONFIG_CLOUD_CHUNK_SIZE", "1M",
                "RCLONE_TRANSFERS", "8",
                "RCLONE_RETRIES", "1");
        rclone = Program.require("rclone", folder, configuration);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void a_folder_of_odd_names_goes_down_and_up_and_is_kept_in_step() throws Exception {
        tree.fill(FILES);
        rclone.run("copy", "cloud:tree", "files");
        rclone.run("copy", "files", "cloud:copy");

        assertThat(new Tree(copy).files()).hasSize(FILES).isEqualTo(tree.files());
        rclone.run("check", "files", "cloud:copy");
        rclone.run("check", "--download", "files", "cloud:tree");

        tree.change(FILES);
        rclone.run("sync", "cloud:tree", "files");
        rclone.run("sync", "files", "cloud:copy");

        assertThat(new Tree(copy).files()).isEqualTo(tree.files());
    }

    @Test
    void a_folder_is_deleted_with_all_that_is_in_it_and_nothing_else() throws Exception {
        tree.fill(300);

        rclone.run("delete", "cloud:tree/folder 1");
        assertThat(tree.files().keySet())
                .noneMatch(name -> name.startsWith("folder 1/"))
                .anyMatch(name -> name.startsWith("folder 2/"));
        rclone.run("purge", "cloud:tree");

        assertThat(tree.container().exists()).isFalse();
    }

    private String signature() {
        return service.generateAccountSas(new AccountSasSignatureValues(
                MUCH_LATER,
                AccountSasPermission.parse("rwdlac"),
                AccountSasService.parse("b"),
                AccountSasResourceType.parse("sco")));
    }
}
