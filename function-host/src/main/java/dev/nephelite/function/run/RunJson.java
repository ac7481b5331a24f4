package dev.nephelite.function.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Runs in JSON: instants as in ISO 8601, durations in milliseconds, and nothing for what is not known. */
final class RunJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(new InstantSerializer())
                    .addDeserializer(Instant.class, new InstantDeserializer())
                    .addSerializer(new DurationSerializer())
                    .addDeserializer(Duration.class, new DurationDeserializer()))
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            // Each part is read from the object of the whole.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private RunJson() {}

    /** One JSON object without line breaks. */
    static String write(Object part) {
        try {
            return JSON.writeValueAsString(part);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** One JSON object without line breaks, in UTF-8. */
    static byte[] bytes(Object part) {
        try {
            return JSON.writeValueAsBytes(part);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The summary in an object that may have more members. */
    static RunSummary summary(String json) {
        return parse(json, RunSummary.class);
    }

    /** The details in an object that may have more members. */
    static RunDetails details(String json) {
        return parse(json, RunDetails.class);
    }

    static RerunReport report(String json) {
        return parse(json, RerunReport.class);
    }

    static TraceTree trace(String json) {
        return parse(json, TraceTree.class);
    }

    /** An object with the members of two. */
    static String merged(String one, String other) {
        return one.substring(0, one.length() - 1) + "," + other.substring(1);
    }

    private static <T> T parse(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException noRun) {
            throw new IllegalArgumentException("This is no run: " + json, noRun);
        }
    }

    private static final class InstantSerializer extends StdSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        InstantSerializer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.toString());
        }
    }

    private static final class InstantDeserializer extends StdDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        InstantDeserializer() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            try {
                return Instant.parse(in.getText());
            } catch (DateTimeException noInstant) {
                throw context.weirdStringException(in.getText(), Instant.class, noInstant.getMessage());
            }
        }
    }

    private static final class DurationSerializer extends StdSerializer<Duration> {
        private static final long serialVersionUID = 1L;

        DurationSerializer() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeNumber(Math.round(value.toNanos() / 1e3) / 1e3);
        }
    }

    private static final class DurationDeserializer extends StdDeserializer<Duration> {
        private static final long serialVersionUID = 1L;

        DurationDeserializer() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return Duration.ofNanos(Math.round(in.getDoubleValue() * 1e3) * 1_000);
        }
    }
}
