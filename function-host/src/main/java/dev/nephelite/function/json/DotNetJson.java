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
import java.util.Locale;
import java.util.Optional;

/** Reads and writes JSON in the format of .NET, as the cloud does. */
public final class DotNetJson {
    /** No limit here; the size of requests and messages is limited elsewhere. */
    private static final StreamReadConstraints ANY_LENGTH =
            StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build();

    private static final JsonMapper JSON = JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(ANY_LENGTH).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .build();

    private DotNetJson() {}

    /** Parses a document; empty if {@code text} is not valid JSON. */
    public static Optional<JsonNode> parse(String text) {
        try {
            JsonNode document = JSON.readTree(text);
            return document.isMissingNode() ? Optional.empty() : Optional.of(document);
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    /** The document without whitespace; numbers keep all digits. */
    public static String compact(String json) {
        return rewritten(json, new MinimalPrettyPrinter());
    }

    /** The document with each member and element on its own line; numbers keep all digits. */
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

    /** The text that .NET prints for a value: {@code True}, {@code 1.5}, a string as it is, nothing for null. */
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

    /** The text that .NET prints for a number: {@code 1}, {@code 1.5}, {@code 1E+20}. */
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
        return mantissa + "E" + (exponent < 0 ? "-" : "+") + String.format(Locale.ROOT, "%02d", Math.abs(exponent));
    }
}
