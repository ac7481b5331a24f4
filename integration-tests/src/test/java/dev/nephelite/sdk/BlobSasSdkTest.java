package dev.nephelite.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobClientBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobContainerItem;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.UserDelegationKey;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.blob.specialized.BlobClientBase;
import com.azure.storage.common.sas.AccountSasPermission;
import com.azure.storage.common.sas.AccountSasResourceType;
import com.azure.storage.common.sas.AccountSasService;
import com.azure.storage.common.sas.AccountSasSignatureValues;
import dev.nephelite.emulator.auth.DelegationKeyLookup;
import dev.nephelite.emulator.auth.DelegationKeyLookup.DelegationKeyTerms;
import dev.nephelite.emulator.value.SigningKey;
import dev.nephelite.testing.TemporaryCloud;
import java.io.ByteArrayInputStream;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobSasSdkTest {
    private final TemporaryCloud cloud = new TemporaryCloud();
    private final BlobServiceClient service = cloud.blobs();
    private final BlobContainerClient container = service.getBlobContainerClient("photos");
    private final BlobClient blob = container.getBlobClient("cat.jpg");

    @BeforeEach
    void create() {
        container.create();
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void a_signature_for_one_blob_reads_that_blob_and_nothing_else() {
        blob.upload(BinaryData.fromString("seen"));
        container.getBlobClient("other").upload(BinaryData.fromString("unseen"));
        String sas = blob.generateSas(new BlobServiceSasSignatureValues(
                        OffsetDateTime.now(ZoneOffset.UTC).plusHours(1),
                        new BlobSasPermission().setReadPermission(true))
                .setContentType("text/special"));

        assertThat(signed(blob, sas).downloadContent().toString()).isEqualTo("seen");
        assertThat(signed(blob, sas).getProperties().getContentType()).isEqualTo("text/special");
        assertForbidden(() -> signed(container.getBlobClient("other"), sas).downloadContent());
        assertForbidden(() -> signed(blob, sas).delete());
    }

    @Test
    void a_signature_for_a_name_with_a_backslash_is_one_for_the_name_with_a_slash() {
        container.getBlobClient("a/b").upload(BinaryData.fromString("seen"));
        BlobClient windows = container.getBlobClient("a\\b");

        String sas = windows.generateSas(new BlobServiceSasSignatureValues(
                OffsetDateTime.now(ZoneOffset.UTC).plusHours(1), new BlobSasPermission().setReadPermission(true)));

        assertThat(signed(windows, sas).downloadContent()).hasToString("seen");
    }

    @Test
    void a_signature_for_creating_does_not_overwrite() {
        String sas = container.generateSas(new BlobServiceSasSignatureValues(
                OffsetDateTime.now(ZoneOffset.UTC).plusHours(1),
                new BlobContainerSasPermission().setCreatePermission(true)));

        signed(blob, sas).upload(new ByteArrayInputStream(new byte[] {1}), 1, true);

        assertForbidden(() -> signed(blob, sas).upload(new ByteArrayInputStream(new byte[] {2}), 1, true));
    }

    @Test
    void a_signature_with_a_lent_key_may_be_used_over_plain_HTTP() {
        blob.upload(BinaryData.fromString("seen"));
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        DelegationKeyTerms terms = new DelegationKeyTerms(
                "someone",
                "somewhere",
                now.minusHours(1).toString(),
                now.plusHours(1).toString(),
                "b",
                "2026-02-06");
        SigningKey lent = Objects.requireNonNull(DelegationKeyLookup.DERIVED.find("devstoreaccount1", terms));
        UserDelegationKey key = new UserDelegationKey()
                .setSignedObjectId("someone")
                .setSignedTenantId("somewhere")
                .setSignedStart(now.minusHours(1))
                .setSignedExpiry(now.plusHours(1))
                .setSignedService("b")
                .setSignedVersion("2026-02-06")
                .setValue(lent.base64());

        String sas = blob.generateUserDelegationSas(
                new BlobServiceSasSignatureValues(now.plusMinutes(5), new BlobSasPermission().setReadPermission(true)),
                key);

        assertThat(signed(blob, sas).downloadContent()).hasToString("seen");
    }

    @Test
    void a_signature_for_a_snapshot_reads_that_snapshot_and_nothing_else() {
        blob.upload(BinaryData.fromString("then"));
        BlobClientBase snapshot = blob.createSnapshot();
        blob.upload(BinaryData.fromString("now"), true);
        String sas = snapshot.generateSas(new BlobServiceSasSignatureValues(
                OffsetDateTime.now(ZoneOffset.UTC).plusHours(1), new BlobSasPermission().setReadPermission(true)));

        assertThat(signed(blob, sas).getSnapshotClient(snapshot.getSnapshotId()).downloadContent())
                .hasToString("then");
        assertForbidden(() -> signed(blob, sas).downloadContent());
    }

    @Test
    void a_signature_for_a_container_lists_it() {
        blob.upload(BinaryData.fromString("seen"));
        String sas = container.generateSas(new BlobServiceSasSignatureValues(
                OffsetDateTime.now(ZoneOffset.UTC).plusHours(1), BlobContainerSasPermission.parse("l")));
        BlobContainerClient guest = new BlobContainerClientBuilder()
                .endpoint(container.getBlobContainerUrl())
                .sasToken(sas)
                .buildClient();

        assertThat(guest.listBlobs()).extracting(BlobItem::getName).containsExactly("cat.jpg");
        assertForbidden(() -> guest.getBlobClient("cat.jpg").downloadContent());
    }

    @Test
    void a_signature_for_the_account_opens_all_its_containers() {
        blob.upload(BinaryData.fromString("seen"));
        String sas = service.generateAccountSas(new AccountSasSignatureValues(
                OffsetDateTime.now(ZoneOffset.UTC).plusHours(1),
                AccountSasPermission.parse("rlc"),
                AccountSasService.parse("b"),
                AccountSasResourceType.parse("sco")));
        BlobServiceClient guest = new BlobServiceClientBuilder()
                .endpoint(service.getAccountUrl())
                .sasToken(sas)
                .buildClient();

        guest.createBlobContainer("more");

        assertThat(guest.listBlobContainers())
                .extracting(BlobContainerItem::getName)
                .containsExactly("more", "photos");
        assertThat(guest.getBlobContainerClient("photos")
                        .getBlobClient("cat.jpg")
                        .downloadContent())
                .hasToString("seen");
        assertForbidden(() -> guest.deleteBlobContainer("photos"));
    }

    @Test
    void a_wrong_key_is_refused() {
        String wrong = cloud.connectionString().replaceFirst("AccountKey=....", "AccountKey=AAAA");
        BlobServiceClient stranger =
                new BlobServiceClientBuilder().connectionString(wrong).buildClient();

        assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(() -> stranger.createBlobContainer("mine"))
                .returns(403, BlobStorageException::getStatusCode)
                .returns(BlobErrorCode.AUTHENTICATION_FAILED, BlobStorageException::getErrorCode);
    }

    private static BlobClient signed(BlobClient blob, String sas) {
        return new BlobClientBuilder().endpoint(blob.getBlobUrl()).sasToken(sas).buildClient();
    }

    private static void assertForbidden(ThrowingCallable call) {
        assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(call)
                .returns(403, BlobStorageException::getStatusCode);
    }
}
