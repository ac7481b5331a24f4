package dev.nephelite.emulator.settings;

import dev.nephelite.emulator.store.RecordInput;
import dev.nephelite.emulator.store.RecordOutput;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;

/** Which requests the owner wants logged. */
record Logging(String version, boolean delete, boolean read, boolean write, Retention retention) {
    static final Logging NONE = new Logging("1.0", false, false, false, Retention.FOR_EVER);

    static Logging read(XmlElement node) {
        return new Logging(
                Nodes.require(node, "Version").text(),
                Nodes.requireFlag(node, "Delete"),
                Nodes.requireFlag(node, "Read"),
                Nodes.requireFlag(node, "Write"),
                Retention.read(node));
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

    static Logging read(RecordInput in) {
        return new Logging(in.text(), in.flag(), in.flag(), in.flag(), Retention.read(in));
    }
}
