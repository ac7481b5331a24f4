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
record Retention(int days) {
    static final Retention FOR_EVER = new Retention(0);

    private static final String NODE = "RetentionPolicy";
    private static final int MOST_DAYS = 365;

    static Retention read(XmlElement parent) {
        XmlElement node = Nodes.require(parent, NODE);
        boolean limited = Nodes.requireFlag(node, "Enabled");
        return limited ? new Retention(Nodes.requireNumber(node, "Days", 1, MOST_DAYS)) : FOR_EVER;
    }

    void write(XmlWriter xml) {
        xml.open(NODE).element("Enabled", days > 0);
        xml.optional("Days", days > 0 ? days : null).close();
    }

    void write(RecordOutput out) {
        out.number(days);
    }

    static Retention read(RecordInput in) {
        return new Retention((int) in.number());
    }
}
