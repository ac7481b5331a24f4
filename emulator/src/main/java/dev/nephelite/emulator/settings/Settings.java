package dev.nephelite.emulator.settings;

import dev.nephelite.emulator.store.Codec;
import dev.nephelite.emulator.store.RecordInput;
import dev.nephelite.emulator.store.RecordOutput;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an account's owner set for one of its services.
 *
 * @param blob what only the Blob service has; in other services always {@link BlobSettings#DEFAULT}
 */
public record Settings(Logging logging, Metrics hourMetrics, Metrics minuteMetrics, CorsRules cors, BlobSettings blob) {
    /** The name of the document. */
    public static final String ROOT = "StorageServiceProperties";

    /** What holds as long as nobody set anything. */
    public static final Settings DEFAULT =
            new Settings(Logging.NONE, Metrics.NONE, Metrics.NONE, CorsRules.NONE, BlobSettings.DEFAULT);

    public static final Codec<Settings> CODEC = new Codec<>() {
        @Override
        public void write(Settings settings, RecordOutput out) {
            settings.logging.write(out);
            settings.hourMetrics.write(out);
            settings.minuteMetrics.write(out);
            out.text(settings.blob.defaultVersion());
            settings.cors.write(out);
            settings.blob.write(out);
        }

        @Override
        public Settings read(RecordInput in) {
            Logging logging = Logging.read(in);
            Metrics hourMetrics = Metrics.read(in);
            Metrics minuteMetrics = Metrics.read(in);
            @Nullable String defaultVersion = in.optionalText();
            CorsRules cors = in.isAtEnd() ? CorsRules.NONE : CorsRules.read(in);
            return new Settings(logging, hourMetrics, minuteMetrics, cors, BlobSettings.read(defaultVersion, in));
        }
    };

    private static final String LOGGING = "Logging";
    private static final String HOUR_METRICS = "HourMetrics";
    private static final String MINUTE_METRICS = "MinuteMetrics";
    private static final String CORS = "Cors";
    private static final Set<String> NODES = Set.of(LOGGING, HOUR_METRICS, MINUTE_METRICS, CORS);

    /**
     * These settings after a client sent {@code root} to a service without settings of its own: what is not in there
     * stays as it is.
     */
    public Settings changedBy(XmlElement root) {
        Nodes.requireOnly(root, NODES);
        return changedBy(root, blob);
    }

    /** These settings after a client sent {@code root} to the Blob service: what is not in there stays as it is. */
    public Settings changedAsBlobSettingsBy(XmlElement root) {
        Set<String> known = new HashSet<>(NODES);
        known.addAll(BlobSettings.NODES);
        Nodes.requireOnly(root, known);
        return changedBy(root, blob.changedBy(root));
    }

    /** Writes what all services have, into a document that is open. */
    public void write(XmlWriter xml) {
        logging.write(xml);
        hourMetrics.write(xml, HOUR_METRICS);
        minuteMetrics.write(xml, MINUTE_METRICS);
        cors.write(xml);
    }

    private Settings changedBy(XmlElement root, BlobSettings changedBlob) {
        return new Settings(
                root.child(LOGGING).map(Logging::read).orElse(logging),
                root.child(HOUR_METRICS).map(Metrics::read).orElse(hourMetrics),
                root.child(MINUTE_METRICS).map(Metrics::read).orElse(minuteMetrics),
                root.child(CORS).map(CorsRules::read).orElse(cors),
                changedBlob);
    }
}
