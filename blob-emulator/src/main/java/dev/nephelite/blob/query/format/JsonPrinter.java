package dev.nephelite.blob.query.format;

import dev.nephelite.blob.query.sql.Conversion;
import dev.nephelite.blob.query.sql.Value;
import java.util.List;
import java.util.Map;

/** Values as JSON, without white space. A field that is missing stays missing. */
final class JsonPrinter {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder json;

    private JsonPrinter(StringBuilder json) {
        this.json = json;
    }

    static String print(Value value) {
        StringBuilder json = new StringBuilder();
        new JsonPrinter(json).value(value);
        return json.toString();
    }

    /** An object of fields, of which two may have one name. */
    static void print(List<SourceRecord.Field> fields, StringBuilder json) {
        JsonPrinter printer = new JsonPrinter(json);
        String separator = "{";
        for (SourceRecord.Field field : fields) {
            if (field.value() != Value.Nothing.MISSING) {
                json.append(separator);
                printer.text(field.name());
                json.append(':');
                printer.value(field.value());
                separator = ",";
            }
        }
        json.append(separator.equals("{") ? "{}" : "}");
    }

    private void value(Value value) {
        if (value.isNothing()) {
            json.append("null");
        } else if (value instanceof Value.Struct struct) {
            print(fields(struct), json);
        } else if (value instanceof Value.Items items) {
            items(items.items());
        } else if (value instanceof Value.Text || value instanceof Value.Moment) {
            text(Conversion.text(value));
        } else {
            json.append(Conversion.text(value));
        }
    }

    private void items(List<Value> items) {
        json.append('[');
        for (int i = 0; i < items.size(); i++) {
            json.append(i == 0 ? "" : ",");
            value(items.get(i));
        }
        json.append(']');
    }

    private void text(String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            character(text.charAt(i));
        }
        json.append('"');
    }

    private void character(char character) {
        switch (character) {
            case '"', '\\' -> json.append('\\').append(character);
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> {
                if (character < ' ') {
                    json.append("\\u00").append(HEX.charAt(character >> 4)).append(HEX.charAt(character & 0xF));
                } else {
                    json.append(character);
                }
            }
        }
    }

    static List<SourceRecord.Field> fields(Value.Struct struct) {
        return struct.fields().entrySet().stream()
                .map((Map.Entry<String, Value> field) -> new SourceRecord.Field(field.getKey(), field.getValue()))
                .toList();
    }
}
