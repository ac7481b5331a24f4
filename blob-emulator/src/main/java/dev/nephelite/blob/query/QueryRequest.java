package dev.nephelite.blob.query;

import dev.nephelite.blob.query.format.DelimitedFormat;
import dev.nephelite.blob.query.format.JsonFormat;
import dev.nephelite.blob.query.format.TextFormat;
import dev.nephelite.blob.query.sql.RefusedQuery;
import dev.nephelite.blob.query.sql.Select;
import dev.nephelite.blob.query.sql.SelectParser;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.xml.XmlElement;
import java.time.Instant;
import java.util.Optional;

/** The request body of Query Blob Contents: the statement, the format of the blob and that of the result. */
public record QueryRequest(Select select, TextFormat input, TextFormat output) {
    /** The greatest length of a statement in characters. */
    private static final int MAX_EXPRESSION_LENGTH = 256 * 1024;

    /** The greatest length of a separator, quote or escape in characters. */
    private static final int MAX_DELIMITER_LENGTH = 16;

    public QueryRequest {
        if (select.projection() instanceof Select.Split && !(input instanceof DelimitedFormat)) {
            throw RefusedQuery.SYNTAX.exception();
        }
    }

    /**
     * Parses the request body.
     *
     * @param now when the request arrived
     */
    public static QueryRequest parse(XmlElement document, Instant now) {
        if (!required(document, "QueryType").strip().equalsIgnoreCase("SQL")) {
            throw CommonError.INVALID_XML_NODE_VALUE.exception();
        }
        String expression = required(document, "Expression");
        if (expression.length() > MAX_EXPRESSION_LENGTH) {
            throw CommonError.INVALID_XML_NODE_VALUE.exception();
        }
        TextFormat input = format(document, "InputSerialization", "parquet");
        TextFormat output = format(document, "OutputSerialization", "arrow");
        return new QueryRequest(SelectParser.parse(expression, now), input, output);
    }

    /**
     * Parses one of the two formats.
     *
     * @param unsupported a format that the service supports and this emulator does not
     */
    private static TextFormat format(XmlElement document, String side, String unsupported) {
        Optional<XmlElement> serialization = document.child(side);
        if (serialization.isEmpty()) {
            return DelimitedFormat.DEFAULT;
        }
        XmlElement format =
                serialization.get().child("Format").orElseThrow(CommonError.MISSING_REQUIRED_XML_NODE::exception);
        String type = required(format, "Type").strip();
        if (type.equals(unsupported)) {
            throw CommonError.NOT_IMPLEMENTED.exception();
        }
        return switch (type) {
            case "delimited" -> delimited(format.child("DelimitedTextConfiguration"));
            case "json" -> json(format.child("JsonTextConfiguration"));
            default -> throw CommonError.INVALID_XML_NODE_VALUE.exception();
        };
    }

    private static TextFormat delimited(Optional<XmlElement> configuration) {
        DelimitedFormat defaults = DelimitedFormat.DEFAULT;
        return configuration
                .map(given -> new DelimitedFormat(
                        separator(given, "ColumnSeparator", defaults.columnSeparator()),
                        delimiter(given, "FieldQuote", defaults.quote()),
                        separator(given, "RecordSeparator", defaults.recordSeparator()),
                        delimiter(given, "EscapeChar", defaults.escape()),
                        given.textOf("HasHeaders")
                                .map(QueryRequest::parseBoolean)
                                .orElse(defaults.headers())))
                .orElse(defaults);
    }

    private static TextFormat json(Optional<XmlElement> configuration) {
        String separator = DelimitedFormat.DEFAULT.recordSeparator();
        return new JsonFormat(configuration
                .map(given -> separator(given, "RecordSeparator", separator))
                .orElse(separator));
    }

    /** A separator cannot be empty, so an empty one is ignored like a missing one. */
    private static String separator(XmlElement configuration, String name, String otherwise) {
        String text = delimiter(configuration, name, otherwise);
        return text.isEmpty() ? otherwise : text;
    }

    private static String delimiter(XmlElement configuration, String name, String otherwise) {
        String text = configuration.textOf(name).orElse(otherwise);
        if (text.length() > MAX_DELIMITER_LENGTH) {
            throw CommonError.INVALID_XML_NODE_VALUE.exception();
        }
        return text;
    }

    private static boolean parseBoolean(String text) {
        return switch (text.strip()) {
            case "true", "True" -> true;
            case "false", "False" -> false;
            default -> throw CommonError.INVALID_XML_NODE_VALUE.exception();
        };
    }

    private static String required(XmlElement element, String name) {
        return element.textOf(name).orElseThrow(CommonError.MISSING_REQUIRED_XML_NODE::exception);
    }
}
