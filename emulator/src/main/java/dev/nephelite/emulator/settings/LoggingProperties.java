package dev.nephelite.emulator.settings;

import dev.nephelite.emulator.store.RecordInput;
import dev.nephelite.emulator.store.RecordOutput;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;

/** Which requests the owner wants logged. */
record LoggingProperties(String version, boolean delete, boolean read, boolean write, RetentionPolicy retention) {
    static final LoggingProperties NONE = new LoggingProperties("1.0", false, false, false, RetentionPolicy.FOR_EVER);

    static LoggingProperties read(XmlElement node) {
        return new LoggingProperties(
                PropertyNodes.require(node, "Version").text(),
                PropertyNodes.requireFlag(node, "Delete"),
                PropertyNodes.requireFlag(node, "Read"),
                PropertyNodes.requireFlag(node, "Write"),
                RetentionPolicy.read(node));
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

    static LoggingProperties read(RecordInput in) {
        return new LoggingProperties(in.text(), in.flag(), in.flag(), in.flag(), RetentionPolicy.read(in));
    }
}
