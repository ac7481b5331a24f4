package dev.nephelite.emulator.settings;

import dev.nephelite.emulator.store.RecordInput;
import dev.nephelite.emulator.store.RecordOutput;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be set for the Blob service and for no other.
 *
 * @param defaultVersion spoken with clients that do not say which version they speak; null when nobody set one
 */
public record BlobServiceProperties(
        @Nullable String defaultVersion, DeleteRetentionPolicy deleteRetention, StaticWebsite website) {
    static final BlobServiceProperties DEFAULT =
            new BlobServiceProperties(null, DeleteRetentionPolicy.OFF, StaticWebsite.OFF);

    private static final String DEFAULT_VERSION = "DefaultServiceVersion";
    private static final String DELETE_RETENTION = "DeleteRetentionPolicy";
    private static final String WEBSITE = "StaticWebsite";

    static final Set<String> NODES = Set.of(DEFAULT_VERSION, DELETE_RETENTION, WEBSITE);

    BlobServiceProperties changedBy(XmlElement root) {
        return new BlobServiceProperties(
                root.child(DEFAULT_VERSION).map(BlobServiceProperties::version).orElse(defaultVersion),
                root.child(DELETE_RETENTION).map(DeleteRetentionPolicy::read).orElse(deleteRetention),
                root.child(WEBSITE).map(StaticWebsite::read).orElse(website));
    }

    /** Writes the settings into a document that is open. */
    public void write(XmlWriter xml) {
        xml.optional(DEFAULT_VERSION, defaultVersion);
        deleteRetention.write(xml, DELETE_RETENTION);
        website.write(xml, WEBSITE);
    }

    void write(RecordOutput out) {
        deleteRetention.write(out);
        website.write(out);
    }

    static BlobServiceProperties read(@Nullable String defaultVersion, RecordInput in) {
        return in.isAtEnd()
                ? new BlobServiceProperties(defaultVersion, DeleteRetentionPolicy.OFF, StaticWebsite.OFF)
                : new BlobServiceProperties(defaultVersion, DeleteRetentionPolicy.read(in), StaticWebsite.read(in));
    }

    private static String version(XmlElement node) {
        try {
            return LocalDate.parse(node.text().strip()).toString();
        } catch (DateTimeException notAVersion) {
            throw PropertyNodes.wrong(node);
        }
    }
}
