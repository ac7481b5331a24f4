package dev.nephelite.blob.properties;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.properties.CommonProperties;
import dev.nephelite.emulator.properties.CorsRules;
import dev.nephelite.emulator.properties.PropertiesXml;
import dev.nephelite.emulator.properties.ServiceProperties;
import dev.nephelite.emulator.store.table.Codec;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordOutput;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The properties of the Blob service of an account.
 *
 * @param defaultVersion protocol version for requests that do not name one; null if not set
 */
public record BlobServiceProperties(
        CommonProperties common,
        @Nullable String defaultVersion,
        DeleteRetentionPolicy deleteRetention,
        StaticWebsite website)
        implements ServiceProperties {
    /** The properties of an account that has set none. */
    public static final BlobServiceProperties DEFAULT =
            new BlobServiceProperties(CommonProperties.DEFAULT, null, DeleteRetentionPolicy.OFF, StaticWebsite.OFF);

    public static final Codec<BlobServiceProperties> CODEC = new Codec<>() {
        @Override
        public void write(BlobServiceProperties properties, RecordOutput out) {
            new CommonProperties.Stored(properties.common, properties.defaultVersion).write(out);
            properties.deleteRetention.write(out);
            properties.website.write(out);
        }

        @Override
        public BlobServiceProperties read(RecordInput in) {
            CommonProperties.Stored stored = CommonProperties.Stored.read(in);
            boolean complete = in.hasMore();
            return new BlobServiceProperties(
                    stored.common(),
                    stored.defaultVersion(),
                    complete ? DeleteRetentionPolicy.read(in) : DeleteRetentionPolicy.OFF,
                    complete ? StaticWebsite.read(in) : StaticWebsite.OFF);
        }
    };

    private static final String DEFAULT_VERSION = "DefaultServiceVersion";
    private static final String DELETE_RETENTION = "DeleteRetentionPolicy";
    private static final String WEBSITE = "StaticWebsite";
    private static final Set<String> NODES = Set.of(DEFAULT_VERSION, DELETE_RETENTION, WEBSITE);

    @Override
    public CorsRules cors() {
        return common.cors();
    }

    /** These properties after a client has sent {@code root}. Properties that are missing in it do not change. */
    public BlobServiceProperties changedBy(XmlElement root) {
        return new BlobServiceProperties(
                common.changedBy(root, NODES),
                root.child(DEFAULT_VERSION).map(BlobServiceProperties::version).orElse(defaultVersion),
                root.child(DELETE_RETENTION).map(DeleteRetentionPolicy::read).orElse(deleteRetention),
                root.child(WEBSITE).map(StaticWebsite::read).orElse(website));
    }

    /** Writes the properties into an open document. */
    public void write(XmlWriter xml) {
        common.write(xml);
        xml.optional(DEFAULT_VERSION, defaultVersion);
        deleteRetention.write(xml, DELETE_RETENTION);
        website.write(xml, WEBSITE);
    }

    private static String version(XmlElement node) {
        try {
            return LocalDate.parse(node.text().strip()).toString();
        } catch (DateTimeException ignored) {
            throw PropertiesXml.wrong(node); // The answer names the element and its value.
        }
    }

    /**
     * Whether and for how long deleted blobs are retained.
     *
     * @param days 1 to 365, or 0 if deletions are permanent
     * @param permanentDeleteAllowed whether deleted snapshots and versions may be removed before the period is over
     */
    public record DeleteRetentionPolicy(int days, boolean permanentDeleteAllowed) {
        static final DeleteRetentionPolicy OFF = new DeleteRetentionPolicy(0, false);

        private static final String PERMANENT = "AllowPermanentDelete";
        private static final int MAX_DAYS = 365;

        static DeleteRetentionPolicy read(XmlElement node) {
            boolean permanent = PropertiesXml.flag(node, PERMANENT).orElse(false);
            return PropertiesXml.requireFlag(node, "Enabled")
                    ? new DeleteRetentionPolicy(PropertiesXml.requireNumber(node, "Days", 1, MAX_DAYS), permanent)
                    : new DeleteRetentionPolicy(0, permanent);
        }

        public boolean isEnabled() {
            return days > 0;
        }

        void write(XmlWriter xml, String name) {
            xml.open(name).element("Enabled", isEnabled());
            xml.optional("Days", isEnabled() ? days : null)
                    .element(PERMANENT, permanentDeleteAllowed)
                    .close();
        }

        void write(RecordOutput out) {
            out.number(days).flag(permanentDeleteAllowed);
        }

        static DeleteRetentionPolicy read(RecordInput in) {
            return new DeleteRetentionPolicy((int) in.number(), in.flag());
        }
    }

    /**
     * The static website of an account, served from the container {@code $web}.
     *
     * @param indexDocument the name of the blob in each folder that is shown for the folder
     * @param defaultIndexDocumentPath the path of the blob that is shown for every folder; null if there is an index
     *     document
     * @param errorDocument404Path the path of the blob that is shown for paths without a blob
     */
    public record StaticWebsite(
            boolean enabled,
            @Nullable String indexDocument,
            @Nullable String defaultIndexDocumentPath,
            @Nullable String errorDocument404Path) {
        static final StaticWebsite OFF = new StaticWebsite(false, null, null, null);

        private static final String INDEX = "IndexDocument";
        private static final String DEFAULT_INDEX = "DefaultIndexDocumentPath";
        private static final String NOT_FOUND = "ErrorDocument404Path";
        private static final int MAX_LENGTH = 255;

        static StaticWebsite read(XmlElement node) {
            if (!PropertiesXml.requireFlag(node, "Enabled")) {
                return OFF;
            }
            StaticWebsite website =
                    new StaticWebsite(true, text(node, INDEX), text(node, DEFAULT_INDEX), text(node, NOT_FOUND));
            if (website.indexDocument != null && website.defaultIndexDocumentPath != null) {
                throw CommonError.INVALID_XML_DOCUMENT.exception();
            }
            if (website.indexDocument != null && website.indexDocument.contains("/")) {
                throw PropertiesXml.wrong(PropertiesXml.require(node, INDEX));
            }
            return website;
        }

        /**
         * The blobs that can be shown for a path. The first that exists is shown.
         *
         * @param path decoded, with or without the slash at its beginning
         */
        public List<String> candidatesFor(String path) {
            String relative = withoutSlash(path);
            if (!enabled) {
                return List.of();
            }
            boolean folder = relative.isEmpty() || relative.endsWith("/");
            Stream<String> page = folder ? Stream.of() : Stream.of(relative);
            return Stream.concat(page, Stream.ofNullable(index(folder ? relative : relative + "/")))
                    .toList();
        }

        /** The blob that is shown for paths without a blob. */
        public Optional<String> errorDocument() {
            return Optional.ofNullable(errorDocument404Path).map(StaticWebsite::withoutSlash);
        }

        private @Nullable String index(String folder) {
            if (defaultIndexDocumentPath != null) {
                return withoutSlash(defaultIndexDocumentPath);
            }
            return indexDocument == null ? null : folder + indexDocument;
        }

        private static String withoutSlash(String path) {
            return path.startsWith("/") ? path.substring(1) : path;
        }

        void write(XmlWriter xml, String name) {
            xml.open(name).element("Enabled", enabled);
            xml.optional(INDEX, indexDocument)
                    .optional(DEFAULT_INDEX, defaultIndexDocumentPath)
                    .optional(NOT_FOUND, errorDocument404Path)
                    .close();
        }

        void write(RecordOutput out) {
            out.flag(enabled).text(indexDocument).text(defaultIndexDocumentPath).text(errorDocument404Path);
        }

        static StaticWebsite read(RecordInput in) {
            return new StaticWebsite(in.flag(), in.optionalText(), in.optionalText(), in.optionalText());
        }

        private static @Nullable String text(XmlElement parent, String name) {
            @Nullable XmlElement node = parent.child(name).orElse(null);
            if (node == null || node.text().isBlank()) {
                return null;
            }
            if (node.text().length() > MAX_LENGTH) {
                throw PropertiesXml.wrong(node);
            }
            return node.text();
        }
    }
}
