package dev.nephelite.emulator.service;

import static dev.nephelite.emulator.error.CommonError.INVALID_XML_DOCUMENT;

import dev.nephelite.emulator.store.RecordInput;
import dev.nephelite.emulator.store.RecordOutput;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;
import org.jspecify.annotations.Nullable;

/**
 * For how long something is kept that would otherwise go.
 *
 * @param days 1 to 365; null only when the policy is not enabled
 */
public record RetentionPolicy(boolean enabled, @Nullable Integer days) {
    public static final RetentionPolicy OFF = new RetentionPolicy(false, null);

    private static final int MOST_DAYS = 365;

    /** Reads the {@code RetentionPolicy} that {@code parent} must have. */
    static RetentionPolicy parseIn(XmlElement parent) {
        return parse(parent.child("RetentionPolicy").orElseThrow(INVALID_XML_DOCUMENT::exception));
    }

    /** Reads a policy under whatever name it was sent. */
    public static RetentionPolicy parse(XmlElement sent) {
        boolean enabled = sent.requireText("Enabled", XmlElement::parseFlag);
        @Nullable Integer days = sent.textOf("Days", RetentionPolicy::parseDays).orElse(null);
        if (enabled && days == null) {
            throw INVALID_XML_DOCUMENT.exception();
        }
        return new RetentionPolicy(enabled, days);
    }

    /** Writes the policy as an element of that name. */
    public void writeTo(XmlWriter xml, String name) {
        xml.open(name).element("Enabled", enabled).optional("Days", days).close();
    }

    public void write(RecordOutput out) {
        out.flag(enabled).number(days == null ? 0 : days);
    }

    public static RetentionPolicy read(RecordInput in) {
        boolean enabled = in.flag();
        int days = (int) in.number();
        return new RetentionPolicy(enabled, days == 0 ? null : days);
    }

    private static int parseDays(String text) {
        int days = Integer.parseInt(text);
        if (days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException("not 1 to " + MOST_DAYS + " days: " + text);
        }
        return days;
    }
}
