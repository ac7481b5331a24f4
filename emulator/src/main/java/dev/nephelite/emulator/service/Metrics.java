package dev.nephelite.emulator.service;

import dev.nephelite.emulator.store.RecordInput;
import dev.nephelite.emulator.store.RecordOutput;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;
import org.jspecify.annotations.Nullable;

/**
 * What a service should count. The setting is kept for whoever reads it back; nothing is counted.
 *
 * @param includeApis whether each operation is counted for itself; null where nothing is counted
 */
public record Metrics(
        String version, boolean enabled, @Nullable Boolean includeApis, RetentionPolicy retention) {
    static final Metrics OFF = new Metrics("1.0", false, null, RetentionPolicy.OFF);

    static Metrics parse(XmlElement sent) {
        return new Metrics(
                sent.requireText("Version", text -> text),
                sent.requireText("Enabled", XmlElement::parseFlag),
                sent.textOf("IncludeAPIs", XmlElement::parseFlag).orElse(null),
                RetentionPolicy.parseIn(sent));
    }

    void writeTo(XmlWriter xml, String name) {
        xml.open(name).element("Version", version).element("Enabled", enabled).optional("IncludeAPIs", includeApis);
        retention.writeTo(xml, "RetentionPolicy");
        xml.close();
    }

    void write(RecordOutput out) {
        out.text(version).flag(enabled).flag(includeApis != null);
        if (includeApis != null) {
            out.flag(includeApis);
        }
        retention.write(out);
    }

    static Metrics read(RecordInput in) {
        return new Metrics(in.text(), in.flag(), in.flag() ? in.flag() : null, RetentionPolicy.read(in));
    }
}
