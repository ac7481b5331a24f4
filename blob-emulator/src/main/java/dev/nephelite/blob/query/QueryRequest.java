package dev.nephelite.blob.query;

import dev.nephelite.blob.query.format.DelimitedFormat;
import dev.nephelite.blob.query.format.JsonFormat;
import dev.nephelite.blob.query.format.RecordSource;
import dev.nephelite.blob.query.format.TextFormat;
import dev.nephelite.blob.query.sql.Projection;
import dev.nephelite.blob.query.sql.RefusedQuery;
import dev.nephelite.blob.query.sql.Select;
import dev.nephelite.blob.query.sql.SelectParser;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.xml.XmlElement;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/** What a client asks of the contents of a blob. */
public record QueryRequest(Select select, TextFormat input, TextFormat output) {
    /** How long a statement may be, in characters. */
    private static final int LONGEST_EXPRESSION = 256 * 1024;

    /** How many characters a separator, a quote or an escape may have. */
    private static final int LONGEST_MARK = 16;

    public QueryRequest {
        if (select.projection() instanceof Projection.Split && !(input instanceof DelimitedFormat)) {
            throw RefusedQuery.SYNTAX.exception();
        }
    }

    /**
     * Reads the document of a request.
     *
     * @param now when the request came
     */
    public static QueryRequest parse(XmlElement document, Instant now) {
        if (!required(document, "QueryType").strip().equalsIgnoreCase("SQL")) {
            throw CommonError.INVALID_XML_NODE_VALUE.exception();
        }
        String expression = required(document, "Expression");
        if (expression.length() > LONGEST_EXPRESSION) {
            throw CommonError.INVALID_XML_NODE_VALUE.exception();
        }
        TextFormat input = format(document, "InputSerialization", "parquet");
        TextFormat output = format(document, "OutputSerialization", "arrow");
        return new QueryRequest(SelectParser.parse(expression, now), input, output);
    }

    /**
     * Applies this to the contents of a blob.
     *
     * @param total how many bytes these are
     */
    SelectQuery query(InputStream blob, long total) throws IOException {
        RecordSource recordSource = input.read(blob, select.table());
        recordSource.require(select.fields());
        return new SelectQuery(select, recordSource, output.writer(), total);
    }

    /**
     * One of the two formats.
     *
     * @param unsupported what the service has besides and this emulator has not
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
        DelimitedFormat usual = DelimitedFormat.DEFAULT;
        return configuration
                .map(said -> new DelimitedFormat(
                        separator(said, "ColumnSeparator", usual.columnSeparator()),
                        mark(said, "FieldQuote", usual.quote()),
                        separator(said, "RecordSeparator", usual.recordSeparator()),
                        mark(said, "EscapeChar", usual.escape()),
                        said.textOf("HasHeaders").map(QueryRequest::truth).orElse(usual.headers())))
                .orElse(usual);
    }

    private static TextFormat json(Optional<XmlElement> configuration) {
        String usual = DelimitedFormat.DEFAULT.recordSeparator();
        return new JsonFormat(configuration
                .map(said -> separator(said, "RecordSeparator", usual))
                .orElse(usual));
    }

    /** A separator must be something, so an empty one is as good as none. */
    private static String separator(XmlElement configuration, String name, String usual) {
        String said = mark(configuration, name, usual);
        return said.isEmpty() ? usual : said;
    }

    private static String mark(XmlElement configuration, String name, String usual) {
        String said = configuration.textOf(name).orElse(usual);
        if (said.length() > LONGEST_MARK) {
            throw CommonError.INVALID_XML_NODE_VALUE.exception();
        }
        return said;
    }

    private static boolean truth(String text) {
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
