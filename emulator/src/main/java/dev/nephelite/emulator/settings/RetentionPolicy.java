package dev.nephelite.emulator.settings;

import dev.nephelite.emulator.store.RecordInput;
import dev.nephelite.emulator.store.RecordOutput;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;

/**
 * For how long something is kept.
 *
 * @param days 1 to 365, or 0 for ever
 */
record RetentionPolicy(int days) {
    static final RetentionPolicy FOR_EVER = new RetentionPolicy(0);

    private static final String NODE = "RetentionPolicy";
    private static final int MOST_DAYS = 365;

    static RetentionPolicy read(XmlElement parent) {
        XmlElement node = PropertyNodes.require(parent, NODE);
        boolean limited = PropertyNodes.requireFlag(node, "Enabled");
        return limited ? new RetentionPolicy(PropertyNodes.requireNumber(node, "Days", 1, MOST_DAYS)) : FOR_EVER;
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
