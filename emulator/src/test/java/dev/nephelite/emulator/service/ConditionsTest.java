package dev.nephelite.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.value.ETag;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The documented outcomes, for a resource of version {@code 0x1} that was written at noon and half a second. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConditionsTest {
    private static final ETag VERSION = new ETag("0x1");
    private static final Instant WRITTEN = Instant.parse("2026-01-01T12:00:00.500Z");
    private static final Map<String, String> MOMENTS = Map.of(
            "MORNING", "Thu, 01 Jan 2026 08:00:00 GMT",
            "NOON", "Thu, 01 Jan 2026 12:00:00 GMT",
            "EVENING", "Thu, 01 Jan 2026 20:00:00 GMT");

    @ParameterizedTest(name = "{0} | {1} | {2} | {3} gives {4}")
    @CsvSource(nullValues = "-", textBlock = """
                    -       , -       , -       , -       , passes
                    "0x1"   , -       , -       , -       , passes
                    0x1     , -       , -       , -       , passes
                    *       , -       , -       , -       , passes
                    0x2     , -       , -       , -       , 412 ConditionNotMet
                    garbage , -       , -       , -       , 412 ConditionNotMet
                    -       , "0x2"   , -       , -       , passes
                    -       , "0x1"   , -       , -       , 304 ConditionNotMet
                    -       , *       , -       , -       , 400 UnsatisfiableCondition
                    -       , -       , MORNING , -       , passes
                    -       , -       , NOON    , -       , 304 ConditionNotMet
                    -       , -       , EVENING , -       , 304 ConditionNotMet
                    -       , -       , -       , MORNING , 412 ConditionNotMet
                    -       , -       , -       , NOON    , passes
                    -       , -       , -       , EVENING , passes
                    -       , "0x1"   , MORNING , -       , passes
                    -       , "0x1"   , EVENING , -       , 304 ConditionNotMet
                    -       , "0x2"   , EVENING , -       , passes
                    "0x1"   , -       , -       , MORNING , 412 ConditionNotMet
                    """)
    void reading_a_resource_that_is_there(
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch,
            @Nullable String modifiedSince,
            @Nullable String unmodifiedSince,
            String outcome) {
        Conditions conditions = conditions(ifMatch, ifNoneMatch, modifiedSince, unmodifiedSince);

        assertThat(outcomeOf(conditions, given -> given.requireForRead(VERSION, WRITTEN)))
                .isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0} | {1} | {2} | {3} gives {4}")
    @CsvSource(nullValues = "-", textBlock = """
                    -       , -       , -       , -       , passes
                    "0x1"   , -       , -       , -       , passes
                    *       , -       , -       , -       , passes
                    "0x2"   , -       , -       , -       , 412 ConditionNotMet
                    -       , "0x2"   , -       , -       , passes
                    -       , "0x1"   , -       , -       , 412 ConditionNotMet
                    -       , *       , -       , -       , 412 ConditionNotMet
                    -       , -       , MORNING , -       , passes
                    -       , -       , NOON    , -       , 412 ConditionNotMet
                    -       , -       , -       , MORNING , 412 ConditionNotMet
                    -       , -       , -       , NOON    , passes
                    -       , "0x2"   , EVENING , -       , passes
                    "0x1"   , -       , -       , MORNING , passes
                    "0x1"   , "0x2"   , -       , -       , 400 MultipleConditionHeadersNotSupported
                    "0x1"   , -       , MORNING , -       , 400 MultipleConditionHeadersNotSupported
                    -       , "0x2"   , -       , EVENING , 400 MultipleConditionHeadersNotSupported
                    -       , -       , MORNING , EVENING , 400 MultipleConditionHeadersNotSupported
                    """)
    void changing_a_resource_that_is_there(
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch,
            @Nullable String modifiedSince,
            @Nullable String unmodifiedSince,
            String outcome) {
        Conditions conditions = conditions(ifMatch, ifNoneMatch, modifiedSince, unmodifiedSince);

        assertThat(outcomeOf(conditions, given -> given.requireForWrite(VERSION, WRITTEN)))
                .isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0} | {1} | {2} gives {3} to a reader and {4} to a writer")
    @CsvSource(nullValues = "-", textBlock = """
                    -       , -       , -       , passes                     , passes
                    "0x1"   , -       , -       , passes                     , 412 ConditionNotMet
                    *       , -       , -       , passes                     , 412 ConditionNotMet
                    -       , *       , -       , 400 UnsatisfiableCondition , passes
                    -       , "0x1"   , -       , passes                     , passes
                    -       , -       , MORNING , passes                     , passes
                    """)
    void a_resource_that_is_not_there(
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch,
            @Nullable String modifiedSince,
            String toReader,
            String toWriter) {
        Conditions conditions = conditions(ifMatch, ifNoneMatch, modifiedSince, null);

        assertThat(outcomeOf(conditions, Conditions::requireForReadOfAbsent)).isEqualTo(toReader);
        assertThat(outcomeOf(conditions, Conditions::requireForWriteOfAbsent)).isEqualTo(toWriter);
    }

    private static Conditions conditions(
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch,
            @Nullable String modifiedSince,
            @Nullable String unmodifiedSince) {
        Map<String, String> headers = new LinkedHashMap<>();
        put(headers, "If-Match", ifMatch);
        put(headers, "If-None-Match", ifNoneMatch);
        put(headers, "If-Modified-Since", modifiedSince);
        put(headers, "If-Unmodified-Since", unmodifiedSince);
        return Conditions.from(Headers.of(headers));
    }

    private static void put(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, MOMENTS.getOrDefault(value, value));
        }
    }

    private static String outcomeOf(Conditions conditions, Consumer<Conditions> check) {
        try {
            check.accept(conditions);
            return "passes";
        } catch (StorageException refusal) {
            return refusal.error().status() + " " + refusal.error().code();
        }
    }
}
