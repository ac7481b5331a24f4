package dev.nephelite.blob.container;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobState;
import dev.nephelite.blob.model.BlobTags;
import dev.nephelite.blob.store.ListedBlob;
import dev.nephelite.emulator.xml.XmlWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Blobs as lists show them.
 *
 * @param xml stands where the entries of the list go
 * @param listing says what is told of each
 * @param now decides what is left of a lease, and of the time for which something deleted is kept
 */
record BlobXml(XmlWriter xml, BlobListParameters listing, Instant now) {
    void write(BlobPage page) {
        for (BlobPage.Entry entry : page.entries()) {
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
            new BlobPropertiesXml(xml, listing, now).writeUncommitted(listed.waitingLease());
        } else {
            if (!listed.versionsOnly()) {
                writeBlobState(blob.blobState());
            }
            new BlobPropertiesXml(xml, listing, now).write(blob);
            writeMetadata(blob);
            writeTags(blob.tags());
            xml.optional("HasVersionsOnly", listed.versionsOnly() ? true : null);
        }
        xml.close();
    }

    private void writeBlobState(BlobState blobState) {
        xml.optional("Snapshot", blobState.snapshot())
                .optional("VersionId", blobState.version())
                .optional("IsCurrentVersion", blobState.isCurrentVersion() ? true : null)
                .optional("Deleted", blobState.deletion() == null ? null : true);
    }

    /** What is encrypted with a client's own key is not told to those who do not show it. */
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

    private void writeTags(BlobTags tags) {
        if (!listing.includes("tags") || tags.isEmpty()) {
            return;
        }
        xml.open("Tags").open("TagSet");
        tags.pairs().forEach((key, value) -> xml.open("Tag")
                .element("Key", key)
                .element("Value", value)
                .close());
        xml.close().close();
    }
}
