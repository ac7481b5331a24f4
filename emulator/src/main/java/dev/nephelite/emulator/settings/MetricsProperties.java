package dev.nephelite.emulator.settings;

import dev.nephelite.emulator.store.RecordInput;
import dev.nephelite.emulator.store.RecordOutput;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;

/** What the owner wants counted. */
record MetricsProperties(String version, boolean enabled, boolean includeApis, RetentionPolicy retention) {
    static final MetricsProperties NONE = new MetricsProperties("1.0", false, false, RetentionPolicy.FOR_EVER);

    private static final String INCLUDE_APIS = "IncludeAPIs";
    private static final String RETENTION = "RetentionPolicy";

    static MetricsProperties read(XmlElement node) {
        boolean enabled = PropertyNodes.requireFlag(node, "Enabled");
        return new MetricsProperties(
                node.textOf("Version").orElse(NONE.version),
                enabled,
                enabled && PropertyNodes.flag(node, INCLUDE_APIS).orElse(false),
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
