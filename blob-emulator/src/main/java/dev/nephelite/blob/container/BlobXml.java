package dev.nephelite.blob.container;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobProperties;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.model.Layout;
import dev.nephelite.blob.store.ListedBlob;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.emulator.xml.XmlWriter;
import org.jspecify.annotations.Nullable;

/**
 * Blobs as lists show them. Texts that are not set appear as empty elements; numbers, dates and words with a meaning do
 * not, for older client libraries cannot read them empty.
 */
final class BlobXml {
    private BlobXml() {}

    static void write(XmlWriter xml, BlobPage page, boolean withMetadata) {
        for (BlobPage.Entry entry : page.entries()) {
            if (entry.blob() == null) {
                xml.open("BlobPrefix").name("Name", entry.name()).close();
            } else {
                write(xml, entry.blob(), withMetadata);
            }
        }
    }

    private static void write(XmlWriter xml, ListedBlob listed, boolean withMetadata) {
        @Nullable Blob blob = listed.blob();
        xml.open("Blob").name("Name", listed.name().value()).open("Properties");
        if (blob == null) {
            xml.element("Content-Length", 0).element("BlobType", BlobType.BLOCK_BLOB);
        } else {
            writeProperties(xml, blob);
        }
        xml.element("LeaseStatus", "unlocked")
                .element("LeaseState", "available")
                .element("ServerEncrypted", true);
        xml.close();
        if (withMetadata && blob != null) {
            xml.open("Metadata");
            blob.metadata().pairs().forEach(xml::element);
            xml.close();
        }
        xml.close();
    }

    private static void writeProperties(XmlWriter xml, Blob blob) {
        BlobProperties properties = blob.properties();
        xml.element("Creation-Time", HttpDate.format(blob.createdAt()))
                .element("Last-Modified", HttpDate.format(blob.revision().lastModified()))
                .element("Etag", blob.revision().etag().value())
                .element("Content-Length", blob.length())
                .element("Content-Type", properties.contentType());
        writeText(xml, "Content-Encoding", properties.contentEncoding());
        writeText(xml, "Content-Language", properties.contentLanguage());
        writeText(xml, "Content-MD5", properties.contentMd5());
        writeText(xml, "Cache-Control", properties.cacheControl());
        writeText(xml, "Content-Disposition", properties.contentDisposition());
        if (blob.layout() instanceof Layout.Pages pages) {
            xml.element("x-ms-blob-sequence-number", pages.sequenceNumber());
        }
        // Clients choose the kind of tier by the type, so the type comes first.
        xml.element("BlobType", blob.type());
        if (blob.type() == BlobType.BLOCK_BLOB) {
            xml.element("AccessTier", blob.tiering().effective())
                    .optional("AccessTierInferred", blob.tiering().chosen() == null ? true : null);
        }
        if (blob.layout() instanceof Layout.Appended appended) {
            xml.optional("Sealed", appended.sealed() ? true : null);
        }
    }

    private static void writeText(XmlWriter xml, String name, @Nullable String value) {
        if (value == null) {
            xml.element(name);
        } else {
            xml.element(name, value);
        }
    }
}
