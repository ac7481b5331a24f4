package dev.nephelite.function.java.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.microsoft.azure.functions.HttpRequestMessage;
import dev.nephelite.function.java.json.AppJson;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.TypedData.Bytes;
import dev.nephelite.function.worker.TypedData.Int;
import dev.nephelite.function.worker.TypedData.Json;
import dev.nephelite.function.worker.TypedData.Real;
import dev.nephelite.function.worker.TypedData.Stream;
import dev.nephelite.function.worker.TypedData.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class InputConverterTest {
    private static final TypedData ORDER = new Json("{\"id\":7}");
    private static final TypedData ORDERS = new Json("[{\"id\":7},{\"id\":8}]");
    private static final TypedData REQUEST =
            new TypedData.Request("POST", "http://localhost/", Map.of(), Map.of(), Map.of(), new Text("{\"id\":7}"));

    private final InputConverter inputConverter =
            new InputConverter(new AppJson(InputConverterTest.class.getClassLoader()));

    private record Order(int id) {}

    private static final Order SEVEN = new Order(7);
    private static final List<Order> BOTH = List.of(SEVEN, new Order(8));

    /** One field for each type that a parameter may have. */
    @NullUnmarked
    @SuppressWarnings("unused")
    private static final class Wanted<T> {
        byte oneByte;
        short oneShort;
        int oneInt;
        long oneLong;
        float oneFloat;
        double oneDouble;
        boolean oneBoolean;
        char oneChar;
        Byte boxedByte;
        Short boxedShort;
        Integer boxedInt;
        Long boxedLong;
        Float boxedFloat;
        Double boxedDouble;
        Boolean boxedBoolean;
        String text;
        Object anything;
        byte[] bytes;
        Byte[] boxedBytes;
        int[] numbers;
        String[] texts;
        Order[] array;
        Order order;
        List<Order> list;
        List<? extends Order> wildcardList;
        List<String> textList;
        Map<String, Order> map;
        Map<String, List<Order>> mapOfLists;
        Optional<Order> optional;
        Optional<List<Order>> optionalList;
        Optional<String> optionalText;
        Optional<? super Order> optionalAnything;
        Optional<T> optionalVariable;
        DayOfWeek constant;
        LocalDate date;
        Instant instant;
        List<LocalDate> dates;
        HttpRequestMessage<Order> request;
        HttpRequestMessage<Optional<Order>> optionalRequest;
        HttpRequestMessage<byte[]> bytesRequest;

        @SuppressWarnings("rawtypes")
        HttpRequestMessage rawRequest;
    }

    private static Type type(String field) throws NoSuchFieldException {
        return Wanted.class.getDeclaredField(field).getGenericType();
    }

    private @Nullable Object convert(TypedData value, String field) throws NoSuchFieldException {
        return inputConverter.convert(value, type(field));
    }

    static java.util.stream.Stream<Arguments> texts() {
        return java.util.stream.Stream.of(
                Arguments.of(new Text("5"), "oneByte", (byte) 5),
                Arguments.of(new Text("5"), "oneShort", (short) 5),
                Arguments.of(new Text("5"), "oneInt", 5),
                Arguments.of(new Text("5"), "oneLong", 5L),
                Arguments.of(new Text("5.5"), "oneFloat", 5.5f),
                Arguments.of(new Text("5.5"), "oneDouble", 5.5),
                Arguments.of(new Text("true"), "oneBoolean", true),
                Arguments.of(new Text("x"), "oneChar", 'x'),
                Arguments.of(new Text("5"), "boxedByte", (byte) 5),
                Arguments.of(new Text("5"), "boxedShort", (short) 5),
                Arguments.of(new Text("5"), "boxedInt", 5),
                Arguments.of(new Text("5"), "boxedLong", 5L),
                Arguments.of(new Text("5"), "boxedFloat", 5f),
                Arguments.of(new Text("5"), "boxedDouble", 5.0),
                Arguments.of(new Text("true"), "boxedBoolean", true),
                Arguments.of(new Text("5"), "anything", "5"),
                Arguments.of(new Text("{\"id\":7}"), "order", SEVEN),
                Arguments.of(new Text("[{\"id\":7},{\"id\":8}]"), "list", BOTH),
                Arguments.of(new Text("MONDAY"), "constant", DayOfWeek.MONDAY),
                Arguments.of(new Text("2026-01-02"), "date", LocalDate.of(2026, 1, 2)),
                Arguments.of(new Text("1970-01-01T00:00:00Z"), "instant", Instant.EPOCH),
                Arguments.of(new Text(""), "optionalText", Optional.of("")),
                Arguments.of(new Text(""), "optional", Optional.empty()));
    }

    static java.util.stream.Stream<Arguments> documents() {
        return java.util.stream.Stream.of(
                Arguments.of(new Json("{ \"a\": 1 }"), "text", "{ \"a\": 1 }"),
                Arguments.of(new Json("5"), "oneLong", 5L),
                Arguments.of(new Json("5"), "boxedShort", (short) 5),
                Arguments.of(new Json("true"), "oneBoolean", true),
                Arguments.of(new Json("\"MONDAY\""), "constant", DayOfWeek.MONDAY),
                Arguments.of(ORDER, "order", SEVEN),
                Arguments.of(ORDER, "optional", Optional.of(SEVEN)),
                Arguments.of(ORDER, "optionalAnything", Optional.of(Map.of("id", 7.0))),
                Arguments.of(ORDER, "optionalVariable", Optional.of(Map.of("id", 7.0))),
                Arguments.of(ORDERS, "list", BOTH),
                Arguments.of(ORDERS, "wildcardList", BOTH),
                Arguments.of(ORDERS, "optionalList", Optional.of(BOTH)),
                Arguments.of(new Json("{\"a\":{\"id\":7}}"), "map", Map.of("a", SEVEN)),
                Arguments.of(new Json("{\"a\":[{\"id\":7}]}"), "mapOfLists", Map.of("a", List.of(SEVEN))),
                Arguments.of(new Json("[\"a\",\"b\"]"), "textList", List.of("a", "b")),
                Arguments.of(new Json("[\"2026-01-02\"]"), "dates", List.of(LocalDate.of(2026, 1, 2))));
    }

    static java.util.stream.Stream<Arguments> otherValues() {
        return java.util.stream.Stream.of(
                Arguments.of(new Bytes("{\"id\":7}".getBytes(UTF_8)), "order", SEVEN),
                Arguments.of(new Bytes("5".getBytes(UTF_8)), "oneInt", 5),
                Arguments.of(new Bytes("é".getBytes(UTF_8)), "optionalText", Optional.of("é")),
                Arguments.of(new Int(5), "oneByte", (byte) 5),
                Arguments.of(new Int(5), "oneShort", (short) 5),
                Arguments.of(new Int(5), "oneInt", 5),
                Arguments.of(new Int(1L << 40), "oneLong", 1L << 40),
                Arguments.of(new Int(1L << 40), "boxedLong", 1L << 40),
                Arguments.of(new Int(5), "oneDouble", 5.0),
                Arguments.of(new Int(5), "text", "5"),
                Arguments.of(new Int(5), "anything", 5L),
                Arguments.of(new Real(5.5), "oneFloat", 5.5f),
                Arguments.of(new Real(5.5), "boxedDouble", 5.5),
                Arguments.of(new Real(5.5), "text", "5.5"),
                Arguments.of(new Stream(new ByteArrayInputStream("{\"id\":7}".getBytes(UTF_8))), "order", SEVEN),
                Arguments.of(REQUEST, "order", SEVEN),
                Arguments.of(REQUEST, "text", "{\"id\":7}"),
                Arguments.of(TypedData.NONE, "boxedInt", null),
                Arguments.of(TypedData.NONE, "order", null),
                Arguments.of(TypedData.NONE, "optionalList", Optional.empty()));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource({"texts", "documents", "otherValues"})
    void a_parameter_of_that_type_gets(TypedData value, String field, @Nullable Object wanted) throws Exception {
        assertThat(convert(value, field)).isEqualTo(wanted);
    }

    @Nested
    class Given_a_parameter_that_is_an_array {
        @Test
        void bytes_are_bytes_boxed_or_not() throws Exception {
            for (TypedData value : List.of(new Text("ab"), new Bytes("ab".getBytes(UTF_8)))) {
                assertThat((byte[]) convert(value, "bytes")).containsExactly('a', 'b');
                assertThat((Byte[]) convert(value, "boxedBytes")).containsExactly((byte) 'a', (byte) 'b');
            }
        }

        @Test
        void others_are_read_from_a_JSON_array() throws Exception {
            assertThat((int[]) convert(new Json("[1,2]"), "numbers")).containsExactly(1, 2);
            assertThat((Order[]) convert(ORDERS, "array")).containsExactly(new Order(7), new Order(8));
            assertThat((String[]) convert(new Json("[\"a\",1,{\"b\": 2},null]"), "texts"))
                    .containsExactly("a", "1", "{\"b\":2}", "null");
        }
    }

    @Nested
    class Given_a_parameter_that_is_an_HTTP_request {
        @Test
        void its_body_is_what_its_type_argument_says() throws Exception {
            assertThat(body("request")).isEqualTo(new Order(7));
            assertThat(body("optionalRequest")).isEqualTo(Optional.of(new Order(7)));
            assertThat(body("rawRequest")).isEqualTo("{\"id\":7}");
            assertThat((byte[]) body("bytesRequest")).asString(UTF_8).isEqualTo("{\"id\":7}");
        }

        private @Nullable Object body(String field) throws NoSuchFieldException {
            return convert(REQUEST, field) instanceof HttpRequestMessage<?> request ? request.getBody() : "no request";
        }
    }

    @Test
    void whatever_has_content_can_be_a_stream() throws IOException {
        for (TypedData value : Arrays.asList(new Text("ab"), new Json("ab"), new Bytes("ab".getBytes(UTF_8)))) {
            try (InputStream content = (InputStream) inputConverter.convert(value, InputStream.class)) {
                assertThat(content).hasBinaryContent("ab".getBytes(UTF_8));
            }
        }
    }

    static java.util.stream.Stream<Arguments> refusals() {
        return java.util.stream.Stream.of(
                Arguments.of(new Text("many"), "oneInt", "'many' is not a number that fits java.lang.Integer."),
                Arguments.of(new Int(300), "oneByte", "'300' is not a number that fits java.lang.Byte."),
                Arguments.of(TypedData.NONE, "oneInt", "There is no value, and 'int' cannot be null."),
                Arguments.of(
                        new Text("{\"id\":"), "order", "Cannot read a " + Order.class.getName() + ": End of input"),
                Arguments.of(new Json("[1]"), "order", "Expected BEGIN_OBJECT but was BEGIN_ARRAY"),
                Arguments.of(new Json("\"x\""), "list", "Expected BEGIN_ARRAY but was STRING"),
                Arguments.of(new Text("soon"), "date", "Cannot read a java.time.LocalDate: Text 'soon' could not be"));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("refusals")
    void what_does_not_fit_is_refused_with_a_reason(TypedData value, String field, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> convert(value, field))
                .withMessageContaining(reason);
    }
}
