package dev.nephelite.emulator.settings;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.store.Codec;
import dev.nephelite.emulator.store.RecordInput;
import dev.nephelite.emulator.store.RecordOutput;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;
import org.jspecify.annotations.Nullable;

/**
 * What an account's owner set for one of its services, as far as all services have it. Rules for cross-origin requests
 * are not obeyed yet and therefore refused.
 *
 * @param defaultVersion spoken with clients that do not say which version they speak; null when nobody set one
 */
public record Settings(
        Logging logging,
        Metrics hourMetrics,
        Metrics minuteMetrics,
        @Nullable String defaultVersion) {
    /** The name of the document. */
    public static final String ROOT = "StorageServiceProperties";

    /** What holds as long as nobody set anything. */
    public static final Settings DEFAULT = new Settings(Logging.NONE, Metrics.NONE, Metrics.NONE, null);

    public static final Codec<Settings> CODEC = new Codec<>() {
        @Override
        public void write(Settings settings, RecordOutput out) {
            settings.logging.write(out);
            settings.hourMetrics.write(out);
            settings.minuteMetrics.write(out);
            out.text(settings.defaultVersion);
        }

        @Override
        public Settings read(RecordInput in) {
            return new Settings(Logging.read(in), Metrics.read(in), Metrics.read(in), in.optionalText());
        }
    };

    private static final String CORS = "Cors";
    private static final String HOUR_METRICS = "HourMetrics";
    private static final String MINUTE_METRICS = "MinuteMetrics";
    private static final String DEFAULT_VERSION = "DefaultServiceVersion";

    /** These settings after a client sent {@code root}: what is not in there stays as it is. */
    public Settings changedBy(XmlElement root) {
        if (root.children(CORS).anyMatch(cors -> !cors.children().isEmpty())) {
            throw CommonError.NOT_IMPLEMENTED.exception();
        }
        return new Settings(
                root.child("Logging").map(Logging::read).orElse(logging),
                root.child(HOUR_METRICS).map(Metrics::read).orElse(hourMetrics),
                root.child(MINUTE_METRICS).map(Metrics::read).orElse(minuteMetrics),
                root.textOf(DEFAULT_VERSION).orElse(defaultVersion));
    }

    /** Writes what all services have, into a document that is open. */
    public void write(XmlWriter xml) {
        logging.write(xml);
        hourMetrics.write(xml, HOUR_METRICS);
        minuteMetrics.write(xml, MINUTE_METRICS);
        xml.element(CORS).optional(DEFAULT_VERSION, defaultVersion);
    }
}
