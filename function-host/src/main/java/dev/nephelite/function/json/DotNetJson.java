package dev.nephelite.function.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Optional;

/** Reads and writes JSON documents as the .NET side of the cloud does. */
public final class DotNetJson {
    /** Whatever has arrived may be read; what may arrive is limited elsewhere. */
    private static final StreamReadConstraints ANY_LENGTH =
            StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build();

    private static final JsonMapper JSON = JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(ANY_LENGTH).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .build();

    private DotNetJson() {}

    /** Returns the document that {@code text} is, if it is one. */
    public static Optional<JsonNode> parse(String text) {
        try {
            JsonNode document = JSON.readTree(text);
            return document.isMissingNode() ? Optional.empty() : Optional.of(document);
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    /** Returns the document without any white space; no digit of a number is lost. */
    public static String compact(String json) {
        return rewritten(json, new MinimalPrettyPrinter());
    }

    /** Returns the document with each member and element on a line of its own; no digit of a number is lost. */
    public static String indented(String json) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        return rewritten(
                json,
                new DefaultPrettyPrinter(separators)
                        .withObjectIndenter(indenter)
                        .withArrayIndenter(indenter));
    }

    private static String rewritten(String json, PrettyPrinter printer) {
        StringWriter written = new StringWriter(json.length());
        try (JsonParser parser = JSON.createParser(json);
                JsonGenerator generator = JSON.createGenerator(written)) {
            generator.setPrettyPrinter(printer);
            parser.nextToken();
            generator.copyCurrentStructureExact(parser);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
        return written.toString();
    }

    /** Returns what .NET calls the text of a value: {@code True}, {@code 1.5}, a string as it is, nothing for null. */
    public static String plain(JsonNode value) {
        if (value.isNull()) {
            return "";
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? "True" : "False";
        }
        if (value.isFloatingPointNumber()) {
            return plain(value.doubleValue());
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    /** Returns what .NET calls the text of a number: {@code 1}, {@code 1.5}, {@code 1E+20}. */
    public static String plain(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Double.toString(number);
        }
        BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = exact.precision() - exact.scale() - 1;
        if (exact.signum() == 0 || (exponent > -5 && exponent < 15)) {
            return exact.toPlainString();
        }
        String mantissa = exact.movePointLeft(exponent).toPlainString();
        return mantissa + "E" + (exponent < 0 ? "-" : "+") + "%02d".formatted(Math.abs(exponent));
    }
}
