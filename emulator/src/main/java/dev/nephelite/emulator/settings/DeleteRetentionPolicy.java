package dev.nephelite.emulator.settings;

import dev.nephelite.emulator.store.RecordInput;
import dev.nephelite.emulator.store.RecordOutput;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;

/**
 * Whether deleted blobs are kept for a while, and for how long.
 *
 * @param days 1 to 365, or 0 if what is deleted is gone
 * @param permanentDeleteAllowed whether what is kept may be deleted before its time
 */
public record DeleteRetentionPolicy(int days, boolean permanentDeleteAllowed) {
    static final DeleteRetentionPolicy OFF = new DeleteRetentionPolicy(0, false);

    private static final String PERMANENT = "AllowPermanentDelete";
    private static final int MOST_DAYS = 365;

    static DeleteRetentionPolicy read(XmlElement node) {
        boolean permanent = PropertyNodes.flag(node, PERMANENT).orElse(false);
        return PropertyNodes.requireFlag(node, "Enabled")
                ? new DeleteRetentionPolicy(PropertyNodes.requireNumber(node, "Days", 1, MOST_DAYS), permanent)
                : new DeleteRetentionPolicy(0, permanent);
    }

    public boolean isEnabled() {
        return days > 0;
    }

    void write(XmlWriter xml, String name) {
        xml.open(name).element("Enabled", isEnabled());
        xml.optional("Days", isEnabled() ? days : null)
                .element(PERMANENT, permanentDeleteAllowed)
                .close();
    }

    void write(RecordOutput out) {
        out.number(days).flag(permanentDeleteAllowed);
    }

    static DeleteRetentionPolicy read(RecordInput in) {
        return new DeleteRetentionPolicy((int) in.number(), in.flag());
    }
}
