package dev.nephelite.emulator.service;

import static dev.nephelite.emulator.error.CommonError.INVALID_XML_DOCUMENT;

import dev.nephelite.emulator.store.Codec;
import dev.nephelite.emulator.store.RecordInput;
import dev.nephelite.emulator.store.RecordOutput;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;
import java.util.List;

/**
 * The settings of one service of one account, as far as every service has them. A service with settings of its own keeps
 * them beside these and reads and writes them in the same XML document.
 *
 * @param cors in the order in which they are tried
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/set-queue-service-properties">Set Queue Service
 *     Properties</a>
 */
public record ServiceProperties(Logging logging, Metrics hourMetrics, Metrics minuteMetrics, List<CorsRule> cors) {
    /** The name of the document. */
    public static final String ROOT = "StorageServiceProperties";

    /** What a service begins with. */
    public static final ServiceProperties DEFAULT =
            new ServiceProperties(Logging.OFF, Metrics.OFF, Metrics.OFF, List.of());

    public static final Codec<ServiceProperties> CODEC = new PropertiesCodec();

    private static final int MOST_RULES = 5;

    public ServiceProperties {
        cors = List.copyOf(cors);
    }

    /**
     * These properties with what {@code document} sets. What it does not name stays as it is, and elements that belong
     * to one service only are left to that service.
     */
    public ServiceProperties with(XmlElement document) {
        if (!document.name().equals(ROOT)) {
            throw INVALID_XML_DOCUMENT.exception();
        }
        return new ServiceProperties(
                document.child("Logging").map(Logging::parse).orElse(logging),
                document.child("HourMetrics").map(Metrics::parse).orElse(hourMetrics),
                document.child("MinuteMetrics").map(Metrics::parse).orElse(minuteMetrics),
                document.child("Cors").map(ServiceProperties::parseRules).orElse(cors));
    }

    /** Writes the elements of these properties into the open document. */
    public void writeTo(XmlWriter xml) {
        logging.writeTo(xml);
        hourMetrics.writeTo(xml, "HourMetrics");
        minuteMetrics.writeTo(xml, "MinuteMetrics");
        xml.open("Cors");
        cors.forEach(rule -> rule.writeTo(xml));
        xml.close();
    }

    private static List<CorsRule> parseRules(XmlElement sent) {
        List<CorsRule> rules = sent.children("CorsRule").map(CorsRule::parse).toList();
        if (rules.size() > MOST_RULES) {
            throw INVALID_XML_DOCUMENT.exception();
        }
        return rules;
    }

    private static final class PropertiesCodec implements Codec<ServiceProperties> {
        @Override
        public void write(ServiceProperties properties, RecordOutput out) {
            properties.logging.write(out);
            properties.hourMetrics.write(out);
            properties.minuteMetrics.write(out);
            out.list(properties.cors, CorsRule::write);
        }

        @Override
        public ServiceProperties read(RecordInput in) {
            return new ServiceProperties(Logging.read(in), Metrics.read(in), Metrics.read(in), in.list(CorsRule::read));
        }
    }
}
