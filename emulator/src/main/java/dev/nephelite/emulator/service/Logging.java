package dev.nephelite.emulator.service;

import dev.nephelite.emulator.store.RecordInput;
import dev.nephelite.emulator.store.RecordOutput;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;

/** Which requests a service should log. The setting is kept for whoever reads it back; nothing is logged. */
public record Logging(String version, boolean delete, boolean read, boolean write, RetentionPolicy retention) {
    static final Logging OFF = new Logging("1.0", false, false, false, RetentionPolicy.OFF);

    static Logging parse(XmlElement sent) {
        return new Logging(
                sent.requireText("Version", text -> text),
                sent.requireText("Delete", XmlElement::parseFlag),
                sent.requireText("Read", XmlElement::parseFlag),
                sent.requireText("Write", XmlElement::parseFlag),
                RetentionPolicy.parseIn(sent));
    }

    void writeTo(XmlWriter xml) {
        xml.open("Logging")
                .element("Version", version)
                .element("Delete", delete)
                .element("Read", read)
                .element("Write", write);
        retention.writeTo(xml, "RetentionPolicy");
        xml.close();
    }

    void write(RecordOutput out) {
        out.text(version).flag(delete).flag(read).flag(write);
        retention.write(out);
    }

    static Logging read(RecordInput in) {
        return new Logging(in.text(), in.flag(), in.flag(), in.flag(), RetentionPolicy.read(in));
    }
}
