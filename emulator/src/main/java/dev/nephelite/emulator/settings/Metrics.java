package dev.nephelite.emulator.settings;

import dev.nephelite.emulator.store.RecordInput;
import dev.nephelite.emulator.store.RecordOutput;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;

/** What the owner wants counted. */
record Metrics(String version, boolean enabled, boolean includeApis, Retention retention) {
    static final Metrics NONE = new Metrics("1.0", false, false, Retention.FOR_EVER);

    private static final String INCLUDE_APIS = "IncludeAPIs";
    private static final String RETENTION = "RetentionPolicy";

    static Metrics read(XmlElement node) {
        boolean enabled = Nodes.requireFlag(node, "Enabled");
        return new Metrics(
                node.textOf("Version").orElse(NONE.version),
                enabled,
                enabled && Nodes.flag(node, INCLUDE_APIS).orElse(false),
                node.child(RETENTION).isPresent() ? Retention.read(node) : Retention.FOR_EVER);
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

    static Metrics read(RecordInput in) {
        return new Metrics(in.text(), in.flag(), in.flag(), Retention.read(in));
    }
}
