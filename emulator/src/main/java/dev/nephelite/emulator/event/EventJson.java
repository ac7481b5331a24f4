package dev.nephelite.emulator.event;

import java.util.Locale;
import java.util.Map;

/** A change event as one line of CloudEvents 1.0 JSON. */
final class EventJson {
    private static final String SOURCE = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/nephelite"
            + "/providers/Microsoft.Storage/storageAccounts/";

    private final StringBuilder json = new StringBuilder(512);

    private EventJson() {}

    static String line(ChangeEvent event) {
        return new EventJson().write(event);
    }

    private String write(ChangeEvent event) {
        json.append("{\"specversion\":\"1.0\"");
        field("id", event.id());
        field("source", SOURCE + event.account());
        field("type", event.type());
        field("subject", event.subject());
        field("time", event.time());
        field("sequence", event.sequence());
        json.append(",\"data\":{");
        String separator = "";
        for (Map.Entry<String, Object> entry : event.data().entrySet()) {
            json.append(separator);
            member(entry.getKey(), entry.getValue());
            separator = ",";
        }
        return json.append("}}\n").toString();
    }

    private void field(String name, Object value) {
        json.append(',');
        member(name, value);
    }

    private void member(String name, Object value) {
        text(name);
        json.append(':');
        if (value instanceof Number) {
            json.append(value);
        } else {
            text(value.toString());
        }
    }

    private void text(String value) {
        json.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20) {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
