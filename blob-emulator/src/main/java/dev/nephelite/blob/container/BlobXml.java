package dev.nephelite.blob.container;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobProperties;
import dev.nephelite.blob.model.BlobProtection;
import dev.nephelite.blob.model.BlobState;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.model.CopyState;
import dev.nephelite.blob.model.Deletion;
import dev.nephelite.blob.model.Lease;
import dev.nephelite.blob.model.Tiering;
import dev.nephelite.blob.store.ListedBlob;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.emulator.xml.XmlWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes the entries of List Blobs.
 *
 * @param xml positioned inside the list
 * @param listing decides what is included
 * @param now the time for which leases and retention periods are reported
 */
record BlobXml(XmlWriter xml, ListBlobs.Parameters listing, Instant now) {
    void write(BlobListPage page) {
        for (BlobListPage.Entry entry : page.entries()) {
            if (entry.blob() == null) {
                xml.open("BlobPrefix").name("Name", entry.name()).close();
            } else {
                write(entry.blob());
            }
        }
    }

    private void write(ListedBlob listed) {
        xml.open("Blob").name("Name", listed.name().value());
        @Nullable Blob blob = listed.blob();
        if (blob == null) {
            writeUncommitted(listed.uncommittedLease());
        } else {
            if (!listed.versionsOnly()) {
                writeBlobState(blob.state());
            }
            writeProperties(blob);
            writeMetadata(blob);
            if (listing.includes("tags") && !blob.tags().isEmpty()) {
                blob.tags().writeTo(xml);
            }
            xml.optional("HasVersionsOnly", listed.versionsOnly() ? true : null);
        }
        xml.close();
    }

    private void writeBlobState(BlobState state) {
        xml.optional("Snapshot", state.snapshot())
                .optional("VersionId", state.version())
                .optional("IsCurrentVersion", state.isCurrentVersion() ? true : null)
                .optional("Deleted", state.deletion() == null ? null : true);
    }

    /** Metadata that is encrypted with a customer-provided key is not listed. */
    private void writeMetadata(Blob blob) {
        if (!listing.includes("metadata")) {
            return;
        }
        xml.open("Metadata");
        if (blob.encryption().keySha256() == null) {
            blob.metadata().pairs().forEach(xml::element);
        } else if (!blob.metadata().pairs().isEmpty()) {
            xml.attribute("Encrypted", "true");
        }
        xml.close();
    }

    /**
     * Writes the properties of a blob. Texts that are not set appear as empty elements. Numbers, dates and enumerated
     * values that are not set are left out, because older client libraries cannot parse them when they are empty.
     */
    private void writeProperties(Blob blob) {
        xml.open("Properties");
        writeContent(blob);
        writeLayout(blob.layout());
        // Clients parse the tier depending on the type, so the type comes first.
        xml.element("BlobType", blob.type());
        if (blob.type() == BlobType.BLOCK_BLOB) {
            writeTier(blob.tiering());
        }
        writeLease(blob.state(), blob.lease());
        writeCopy(blob.copy());
        xml.element("ServerEncrypted", true)
                .optional("CustomerProvidedKeySha256", blob.encryption().keySha256())
                .optional("EncryptionScope", blob.encryption().scope());
        writeIncrementalCopy(blob.copy());
        writeDeletion(blob.state().deletion());
        xml.optional(
                        "TagCount",
                        blob.tags().isEmpty() ? null : blob.tags().pairs().size())
                .optional("Expiry-Time", date(blob.expiresAt()));
        if (blob.layout() instanceof BlobLayout.Appended appended && appended.sealed()) {
            xml.element("Sealed", true);
        }
        writeProtection(blob.protection());
        xml.close();
    }

    /** Writes the properties of a blob that has only uncommitted blocks. */
    private void writeUncommitted(@Nullable Lease lease) {
        xml.open("Properties").element("Content-Length", 0).element("BlobType", BlobType.BLOCK_BLOB);
        writeLease(lease);
        xml.element("ServerEncrypted", true).close();
    }

    private void writeContent(Blob blob) {
        BlobProperties properties = blob.properties();
        xml.element("Creation-Time", HttpDate.format(blob.createdAt()))
                .element("Last-Modified", HttpDate.format(blob.revision().lastModified()))
                .element("Etag", blob.revision().etag().value())
                .element("Content-Length", blob.length())
                .element("Content-Type", properties.contentType());
        writeText("Content-Encoding", properties.contentEncoding());
        writeText("Content-Language", properties.contentLanguage());
        writeText("Content-MD5", properties.contentMd5());
        writeText("Cache-Control", properties.cacheControl());
        writeText("Content-Disposition", properties.contentDisposition());
    }

    private void writeLayout(BlobLayout layout) {
        if (layout instanceof BlobLayout.Pages pages) {
            xml.element("x-ms-blob-sequence-number", pages.sequenceNumber());
        }
    }

    private void writeTier(Tiering tiering) {
        xml.element("AccessTier", tiering.effective())
                .optional("AccessTierInferred", tiering.chosen() == null ? true : null)
                .optional("AccessTierChangeTime", date(tiering.changedAt()));
        Tiering.@Nullable Rehydration rehydration = tiering.rehydration();
        if (rehydration != null) {
            xml.element("ArchiveStatus", rehydration.status()).element("RehydratePriority", rehydration.priority());
        }
    }

    /** Only current blobs can be leased. */
    private void writeLease(BlobState state, @Nullable Lease lease) {
        if (state.current() && state.deletion() == null) {
            writeLease(lease);
        }
    }

    private void writeLease(@Nullable Lease lease) {
        Lease.State state = lease == null ? Lease.State.AVAILABLE : lease.state(now);
        xml.element("LeaseStatus", state.status())
                .element("LeaseState", state)
                .optional("LeaseDuration", lease == null ? null : lease.kind(now));
    }

    private void writeCopy(@Nullable CopyState copy) {
        if (copy != null && listing.includes("copy")) {
            xml.element("CopyId", copy.id())
                    .element("CopyStatus", copy.status())
                    .element("CopySource", copy.source())
                    .element("CopyProgress", copy.progress())
                    .optional("CopyCompletionTime", date(copy.completedAt()))
                    .optional("CopyStatusDescription", copy.description());
        }
    }

    private void writeIncrementalCopy(@Nullable CopyState copy) {
        if (copy != null && copy.incremental()) {
            xml.element("IncrementalCopy", true).optional("DestinationSnapshot", copy.incrementalSnapshot());
        }
    }

    private void writeDeletion(@Nullable Deletion deletion) {
        if (deletion != null) {
            xml.element("DeletedTime", HttpDate.format(deletion.at()))
                    .element("RemainingRetentionDays", deletion.remainingDays(now));
        }
    }

    private void writeProtection(BlobProtection protection) {
        if (listing.includes("immutabilitypolicy") && protection.until() != null) {
            xml.element("ImmutabilityPolicyUntilDate", HttpDate.format(protection.until()))
                    .element("ImmutabilityPolicyMode", protection.locked() ? "locked" : "unlocked");
        }
        if (listing.includes("legalhold") && protection.legalHold()) {
            xml.element("LegalHold", true);
        }
    }

    private void writeText(String name, @Nullable String value) {
        if (value == null) {
            xml.element(name);
        } else {
            xml.element(name, value);
        }
    }

    private static @Nullable String date(@Nullable Instant moment) {
        return moment == null ? null : HttpDate.format(moment);
    }
}
