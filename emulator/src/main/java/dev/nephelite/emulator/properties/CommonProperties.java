package dev.nephelite.emulator.properties;

import dev.nephelite.emulator.store.table.Codec;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordOutput;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The properties that every service has. */
public record CommonProperties(
        LoggingProperties logging, MetricsProperties hourMetrics, MetricsProperties minuteMetrics, CorsRules cors)
        implements ServiceProperties {
    /** The name of the document. */
    public static final String ROOT = "StorageServiceProperties";

    /** The properties until they are set. */
    public static final CommonProperties DEFAULT = new CommonProperties(
            LoggingProperties.NONE, MetricsProperties.NONE, MetricsProperties.NONE, CorsRules.NONE);

    /** For services that have no further properties. */
    public static final Codec<CommonProperties> CODEC = new Codec<>() {
        @Override
        public void write(CommonProperties properties, RecordOutput out) {
            new Stored(properties, null).write(out);
        }

        @Override
        public CommonProperties read(RecordInput in) {
            return Stored.read(in).common();
        }
    };

    private static final String LOGGING = "Logging";
    private static final String HOUR_METRICS = "HourMetrics";
    private static final String MINUTE_METRICS = "MinuteMetrics";
    private static final String CORS = "Cors";
    private static final Set<String> NODES = Set.of(LOGGING, HOUR_METRICS, MINUTE_METRICS, CORS);

    /** These properties after a client sent {@code root}: what is not in there stays as it is. */
    public CommonProperties changedBy(XmlElement root) {
        return changedBy(root, Set.of());
    }

    /**
     * These properties after a client sent {@code root} to a service that has further ones.
     *
     * @param further the names of those nodes, which are left to the caller
     */
    public CommonProperties changedBy(XmlElement root, Set<String> further) {
        Set<String> known = new HashSet<>(NODES);
        known.addAll(further);
        PropertiesXml.requireOnly(root, known);
        return new CommonProperties(
                root.child(LOGGING).map(LoggingProperties::read).orElse(logging),
                root.child(HOUR_METRICS).map(MetricsProperties::read).orElse(hourMetrics),
                root.child(MINUTE_METRICS).map(MetricsProperties::read).orElse(minuteMetrics),
                root.child(CORS).map(CorsRules::read).orElse(cors));
    }

    /** Writes what all services have, into a document that is open. */
    public void write(XmlWriter xml) {
        logging.write(xml);
        hourMetrics.write(xml, HOUR_METRICS);
        minuteMetrics.write(xml, MINUTE_METRICS);
        cors.write(xml);
    }

    /**
     * These properties in a record. A default version stands between metrics and CORS rules, and is there in records of
     * services without one as well.
     */
    public record Stored(CommonProperties common, @Nullable String defaultVersion) {
        public void write(RecordOutput out) {
            common.logging.write(out);
            common.hourMetrics.write(out);
            common.minuteMetrics.write(out);
            out.text(defaultVersion);
            common.cors.write(out);
        }

        public static Stored read(RecordInput in) {
            LoggingProperties logging = LoggingProperties.read(in);
            MetricsProperties hourMetrics = MetricsProperties.read(in);
            MetricsProperties minuteMetrics = MetricsProperties.read(in);
            @Nullable String defaultVersion = in.optionalText();
            CorsRules cors = in.hasMore() ? CorsRules.read(in) : CorsRules.NONE;
            return new Stored(new CommonProperties(logging, hourMetrics, minuteMetrics, cors), defaultVersion);
        }
    }

    /** The logging properties, which have no effect. */
    record LoggingProperties(String version, boolean delete, boolean read, boolean write, RetentionPolicy retention) {
        static final LoggingProperties NONE =
                new LoggingProperties("1.0", false, false, false, RetentionPolicy.FOR_EVER);

        static LoggingProperties read(XmlElement node) {
            return new LoggingProperties(
                    PropertiesXml.require(node, "Version").text(),
                    PropertiesXml.requireFlag(node, "Delete"),
                    PropertiesXml.requireFlag(node, "Read"),
                    PropertiesXml.requireFlag(node, "Write"),
                    RetentionPolicy.read(node));
        }

        void write(XmlWriter xml) {
            xml.open("Logging").element("Version", version);
            xml.element("Delete", delete).element("Read", read).element("Write", write);
            retention.write(xml);
            xml.close();
        }

        void write(RecordOutput out) {
            out.text(version).flag(delete).flag(read).flag(write);
            retention.write(out);
        }

        static LoggingProperties read(RecordInput in) {
            return new LoggingProperties(in.text(), in.flag(), in.flag(), in.flag(), RetentionPolicy.read(in));
        }
    }

    /** The metrics properties, which have no effect. */
    record MetricsProperties(String version, boolean enabled, boolean includeApis, RetentionPolicy retention) {
        static final MetricsProperties NONE = new MetricsProperties("1.0", false, false, RetentionPolicy.FOR_EVER);

        private static final String INCLUDE_APIS = "IncludeAPIs";
        private static final String RETENTION = "RetentionPolicy";

        static MetricsProperties read(XmlElement node) {
            boolean enabled = PropertiesXml.requireFlag(node, "Enabled");
            return new MetricsProperties(
                    node.textOf("Version").orElse(NONE.version),
                    enabled,
                    enabled && PropertiesXml.flag(node, INCLUDE_APIS).orElse(false),
                    node.child(RETENTION).isPresent() ? RetentionPolicy.read(node) : RetentionPolicy.FOR_EVER);
        }

        void write(XmlWriter xml, String name) {
            xml.open(name).element("Version", version).element("Enabled", enabled);
            xml.optional(INCLUDE_APIS, enabled ? includeApis : null);
            retention.write(xml);
            xml.close();
        }

        void write(RecordOutput out) {
            out.text(version).flag(enabled).flag(includeApis);
            retention.write(out);
        }

        static MetricsProperties read(RecordInput in) {
            return new MetricsProperties(in.text(), in.flag(), in.flag(), RetentionPolicy.read(in));
        }
    }

    /**
     * A retention policy of logs or metrics.
     *
     * @param days 1 to 365, or 0 for ever
     */
    record RetentionPolicy(int days) {
        static final RetentionPolicy FOR_EVER = new RetentionPolicy(0);

        private static final String NODE = "RetentionPolicy";
        private static final int MAX_DAYS = 365;

        static RetentionPolicy read(XmlElement parent) {
            XmlElement node = PropertiesXml.require(parent, NODE);
            boolean limited = PropertiesXml.requireFlag(node, "Enabled");
            return limited ? new RetentionPolicy(PropertiesXml.requireNumber(node, "Days", 1, MAX_DAYS)) : FOR_EVER;
        }

        void write(XmlWriter xml) {
            xml.open(NODE).element("Enabled", days > 0);
            xml.optional("Days", days > 0 ? days : null).close();
        }

        void write(RecordOutput out) {
            out.number(days);
        }

        static RetentionPolicy read(RecordInput in) {
            return new RetentionPolicy((int) in.number());
        }
    }
}
