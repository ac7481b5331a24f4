package dev.nephelite.cloud.azurite;

import dev.nephelite.emulator.properties.CommonProperties;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;
import java.io.ByteArrayInputStream;
import java.util.List;

/**
 * The properties of a service of Azurite. Only its CORS rules have an effect there; logging and metrics have none in either
 * emulator.
 */
final class AzuriteProperties {
    private AzuriteProperties() {}

    /** The properties that all services have. */
    static CommonProperties of(AzuriteRecord service) {
        List<AzuriteRecord> rules = service.records("cors").toList();
        XmlWriter xml = new XmlWriter().open(CommonProperties.ROOT).open("Cors");
        for (AzuriteRecord rule : rules) {
            xml.open("CorsRule")
                    .element("AllowedOrigins", rule.text("allowedOrigins"))
                    .element("AllowedMethods", rule.text("allowedMethods"))
                    .element("AllowedHeaders", rule.text("allowedHeaders"))
                    .element("ExposedHeaders", rule.text("exposedHeaders"))
                    .element("MaxAgeInSeconds", rule.number("maxAgeInSeconds"))
                    .close();
        }
        byte[] document = xml.close().close().bytes();
        try {
            return CommonProperties.DEFAULT.changedBy(XmlElement.parse(new ByteArrayInputStream(document)));
        } catch (RuntimeException invalid) {
            throw service.wrong("the CORS rules are invalid", invalid);
        }
    }
}
