package dev.nephelite.blob.query.format;

import dev.nephelite.blob.query.sql.Value;
import java.util.List;
import java.util.Map;

/** Prints values as JSON without white space. Missing fields are left out. */
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

    /** Prints the fields as an object. Two fields may have the same name. */
    static void print(List<TextFormat.SourceRecord.Field> fields, StringBuilder json) {
        JsonPrinter printer = new JsonPrinter(json);
        String separator = "{";
        for (TextFormat.SourceRecord.Field field : fields) {
            if (field.value() != Value.Absent.MISSING) {
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
        if (value.isAbsent()) {
            json.append("null");
        } else if (value instanceof Value.JsonObject object) {
            print(fields(object), json);
        } else if (value instanceof Value.JsonArray array) {
            items(array.items());
        } else if (value instanceof Value.Text || value instanceof Value.Timestamp) {
            text(value.toText());
        } else {
            json.append(value.toText());
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

    static List<TextFormat.SourceRecord.Field> fields(Value.JsonObject object) {
        return object.fields().entrySet().stream()
                .map((Map.Entry<String, Value> field) ->
                        new TextFormat.SourceRecord.Field(field.getKey(), field.getValue()))
                .toList();
    }
}
